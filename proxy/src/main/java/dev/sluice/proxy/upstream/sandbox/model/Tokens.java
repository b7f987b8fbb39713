package dev.sluice.proxy.upstream.sandbox.model;

import java.util.stream.Stream;

/**
 * Cuts and counts text the sandbox's way: a token is a word with the white space before it, in pieces of at most
 * {@value #LONGEST} characters. A simple estimate: about one token an English word.
 */
public final class Tokens {

    static final int LONGEST = 9;

    private Tokens() {}

    /**
     * Counts.
     *
     * @param text any
     * @return how many pieces {@link #pieces} makes of it
     */
    public static int count(String text) {
        int count = 0;
        for (int at = 0; at < text.length(); at = end(text, at)) {
            count++;
        }
        return count;
    }

    /**
     * Cuts.
     *
     * @param text any
     * @return its tokens, cut as they are pulled; put together, they are the text
     */
    public static Stream<String> pieces(String text) {
        return Stream.iterate(
                        new Cut(0, end(text, 0)),
                        cut -> cut.start() < text.length(),
                        cut -> new Cut(cut.end(), end(text, cut.end())))
                .map(cut -> text.substring(cut.start(), cut.end()));
    }

    /** The first tokens of a text. */
    static String head(String text, int most) {
        int at = 0;
        for (int count = 0; count < most && at < text.length(); count++) {
            at = end(text, at);
        }
        return text.substring(0, at);
    }

    private static int end(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST);
        int at = start;
        while (at < limit && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        while (at < limit && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && splitsPair(text, at) ? at - 1 : at;
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    private record Cut(int start, int end) {}
}
