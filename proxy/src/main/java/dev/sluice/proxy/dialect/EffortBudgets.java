package dev.sluice.proxy.dialect;

/** How many tokens of thinking an effort stands for, where one API has words and another has a bound. */
public final class EffortBudgets {

    /** The least that any API takes. */
    public static final int LEAST = 1024;

    private static final int LOW = 2048;
    private static final int MEDIUM = 8192;
    private static final int HIGH = 16_384;

    private EffortBudgets() {}

    /** Tokens for an effort; for a word that is not known, those of a medium one. */
    public static int tokens(String effort) {
        return switch (effort) {
            case "minimal" -> LEAST;
            case "low" -> LOW;
            case "high" -> HIGH;
            case "xhigh" -> 24_576;
            case "max" -> 32_000;
            default -> MEDIUM;
        };
    }

    /** The effort that a bound is nearest to, out of those that all models know: the one whose tokens it was made of, if any. */
    public static String effort(int tokens) {
        if (tokens >= HIGH) {
            return "high";
        }
        return tokens > 2 * LOW ? "medium" : "low";
    }
}
