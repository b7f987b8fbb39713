package dev.sluice.plugins.validate;

/** Names that a client chose, short and harmless enough for a message. */
final class Shown {

    private static final int MAX = 64;

    private Shown() {}

    static String of(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MAX ? "'" + printable + "'" : "'" + printable.substring(0, MAX) + "...'";
    }
}
