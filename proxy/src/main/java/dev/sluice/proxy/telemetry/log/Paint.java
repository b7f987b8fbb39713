package dev.sluice.proxy.telemetry.log;

/** Colours a terminal, or leaves it alone. */
enum Paint {
    /** With escape sequences. */
    ON,
    /** Without. */
    OFF;

    private static final String RESET = "\u001B[0m";

    static Paint of(LogStyle style) {
        return style == LogStyle.COLOUR ? ON : OFF;
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == ON ? "\u001B[" + code + "m" + text + RESET : text;
    }
}
