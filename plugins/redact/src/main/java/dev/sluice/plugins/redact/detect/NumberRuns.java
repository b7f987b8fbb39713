package dev.sluice.plugins.redact.detect;

/**
 * The stretches of a text in which identifiers made of digits can stand: words with a digit in them, and the short ones beside
 * and between them, as in {@code IE29 AIBK 9311} or {@code 29 Feb 2000}.
 */
final class NumberRuns {

    private static final int SHORT = 4;
    private static final int GAP = 2;

    private NumberRuns() {}

    /** Visits each stretch; they begin and end at white space or at an end of the text, and never overlap. */
    static void visit(String text, Stretch stretch) {
        Run run = new Run();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            int digits = 0;
            while (at < text.length() && !isSpace(text.charAt(at))) {
                digits += isDigit(text.charAt(at)) ? 1 : 0;
                at++;
            }
            run.word(start, at, digits, stretch);
            at++;
        }
        run.close(stretch);
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u202f';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What is called for each stretch. */
    @FunctionalInterface
    interface Stretch {
        void at(int start, int end, int digits);
    }

    /** The stretch that is being put together: it is one as soon as it has a digit. */
    private static final class Run {

        private int start;
        private int end;
        private int digits;
        private int shorts;

        void word(int from, int to, int count, Stretch stretch) {
            boolean isShort = to - from <= SHORT;
            if (count > 0) {
                begin(from);
                digits += count;
                shorts = 0;
                end = to;
            } else if (isShort && shorts < GAP) {
                begin(from);
                shorts++;
                end = to;
            } else {
                close(stretch);
                if (isShort) {
                    begin(from);
                    shorts = 1;
                    end = to;
                }
            }
        }

        private void begin(int from) {
            if (end == 0) {
                start = from;
            }
        }

        void close(Stretch stretch) {
            if (digits > 0) {
                stretch.at(start, end, digits);
            }
            start = 0;
            end = 0;
            digits = 0;
            shorts = 0;
        }
    }
}
