package dev.sluice.proxy.config.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets <code>${NAME}</code> stand unquoted inside YAML's <code>{…}</code> and {@code […]}, where braces would end the value.
 *
 * <p>Each character that YAML would trip over is replaced by one from a private-use range while YAML is parsed, so positions stay.
 */
final class FlowSafe {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^{}\\n]*}");
    private static final String INDICATORS = "{}[],";
    private static final char STAND_INS = '\uF8D0';

    private FlowSafe() {}

    /** The place of a character that is taken for a stand-in, or -1 if {@code text} has none. */
    static int reserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isStandIn(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    static String protect(String text) {
        return EXPRESSION.matcher(text).replaceAll(match -> {
            String safe = match.group()
                    .chars()
                    .map(FlowSafe::standIn)
                    .collect(StringBuilder::new, (builder, c) -> builder.append((char) c), StringBuilder::append)
                    .toString();
            return Matcher.quoteReplacement(safe);
        });
    }

    static String restore(String text) {
        StringBuilder restored = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            restored.setCharAt(i, isStandIn(c) ? INDICATORS.charAt(c - STAND_INS) : c);
        }
        return restored.toString();
    }

    private static int standIn(int c) {
        int index = INDICATORS.indexOf(c);
        return index < 0 ? c : STAND_INS + index;
    }

    private static boolean isStandIn(char c) {
        return c >= STAND_INS && c < STAND_INS + INDICATORS.length();
    }
}
