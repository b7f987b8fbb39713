package dev.sluice.plugins.validate.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.Map;
import org.safere.Pattern;

/**
 * A pattern as schemas write it (ECMA-262), matched in linear time.
 *
 * <p>What differs from Java's notation is rewritten: {@code $} is the end and not before a last line feed, {@code \d} and its like
 * are ASCII, Unicode properties have their long names.
 */
record LinearPattern(Pattern pattern) implements RegularExpression {

    private static final Map<String, String> PROPERTIES = Map.of(
            "Letter", "L",
            "Uppercase_Letter", "Lu",
            "Lowercase_Letter", "Ll",
            "Number", "N",
            "Decimal_Number", "Nd",
            "digit", "Nd",
            "Punctuation", "P",
            "Symbol", "S",
            "Separator", "Z");
    private static final String SPACES =
            "\\t\\n\\x0B\\f\\r \\u00a0\\ufeff\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

    static RegularExpression of(String ecma) {
        return new LinearPattern(Pattern.compile(rewritten(ecma)));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(value).find();
    }

    static String rewritten(String ecma) {
        StringBuilder java = new StringBuilder(ecma.length() + 8);
        boolean inClass = false;
        for (int i = 0; i < ecma.length(); i++) {
            char c = ecma.charAt(i);
            if (c == '\\' && i + 1 < ecma.length()) {
                i = escape(ecma, i + 1, inClass, java);
            } else if (c == '$' && !inClass) {
                java.append("\\z");
            } else {
                inClass = c == '[' || (inClass && c != ']');
                java.append(c);
            }
        }
        return java.toString();
    }

    /** Rewrites one escape; returns the place of its last character. */
    private static int escape(String ecma, int at, boolean inClass, StringBuilder java) {
        char kind = ecma.charAt(at);
        switch (kind) {
            case 's' -> java.append(inClass ? SPACES : "[" + SPACES + "]");
            case 'S' -> java.append(inClass ? "\\S" : "[^" + SPACES + "]");
            case '/', '-' -> java.append(kind == '-' && inClass ? "\\-" : String.valueOf(kind));
            case 'c' -> {
                if (at + 1 < ecma.length()) {
                    java.append(String.format("\\x%02x", ecma.charAt(at + 1) % 32));
                    return at + 1;
                }
            }
            case 'p', 'P' -> {
                int close = ecma.indexOf('}', at);
                if (close > 0 && at + 1 < ecma.length() && ecma.charAt(at + 1) == '{') {
                    String name = ecma.substring(at + 2, close);
                    java.append('\\')
                            .append(kind)
                            .append('{')
                            .append(PROPERTIES.getOrDefault(name, name))
                            .append('}');
                    return close;
                }
                java.append('\\').append(kind);
            }
            default -> java.append('\\').append(kind);
        }
        return at;
    }
}
