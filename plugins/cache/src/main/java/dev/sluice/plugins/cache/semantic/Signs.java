package dev.sluice.plugins.cache.semantic;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/** What the signs in a part of a text say about it. */
final class Signs {

    /** What {@link Normalizer} would turn into digits like others: {@code 5²} into 52. */
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** Other spellings of signs. */
    private static final Map<Character, Character> SPELLINGS =
            Map.of('−', '-', '–', '-', '—', '-', '×', '*', '∗', '*', '·', '*', '÷', '/');

    private Signs() {}

    /** The text in one form for all forms of a sign, without raising or dividing what stands before it. */
    static String normal(String text) {
        return Normalizer.normalize(raised(text), Normalizer.Form.NFKC);
    }

    private static String raised(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = SUPERSCRIPTS.indexOf(c);
            boolean part = i > 0 && "¼½¾⅓⅔⅛".indexOf(c) >= 0 && Character.isDigit(text.charAt(i - 1));
            plain.append(digit >= 0 ? "^" + digit : part ? " " + c : Character.toString(c));
        }
        return plain.toString();
    }

    static String spelled(String signs) {
        StringBuilder plain = new StringBuilder(signs.length());
        signs.chars().forEach(c -> plain.append((char) SPELLINGS.getOrDefault((char) c, (char) c)));
        return plain.toString();
    }

    static boolean has(String text, String marks) {
        return text.chars().anyMatch(c -> marks.indexOf(c) >= 0);
    }

    static String withoutHyphens(String word) {
        int start = 0;
        int end = word.length();
        while (word.charAt(start) == '-') {
            start++;
        }
        while (word.charAt(end - 1) == '-') {
            end--;
        }
        return word.substring(start, end);
    }

    /** Whether a single letter stands beside a sign: {@code a/b}, {@code A-}, {@code x,y}. */
    static boolean isFormula(String body) {
        String[] operands = body.split("[-/–—,&]", -1);
        return operands.length > 1 && Arrays.stream(operands).anyMatch(operand -> operand.length() == 1);
    }

    /** Whether commas stand between thousands, and not before a fraction. */
    static boolean isGrouped(String number) {
        String[] groups = number.split("[.]", 2)[0].split(",", -1);
        return groups[0].length() <= 3 + (number.startsWith("-") ? 1 : 0)
                && Arrays.stream(groups).skip(1).allMatch(group -> group.length() == 3);
    }

    /** Identifiers, paths, flags, addresses: what is equal only if every sign of it is. */
    static boolean isCode(String body) {
        return body.indexOf('_') >= 0
                || body.indexOf('\\') >= 0
                || body.indexOf('@') >= 0
                || body.indexOf('=') >= 0
                || body.indexOf('<') > 0
                || (body.startsWith("<") && body.endsWith(">"))
                || (body.length() > 1 && "-!~".indexOf(body.charAt(0)) >= 0 && !Character.isDigit(body.charAt(1)))
                || body.startsWith("/")
                || body.startsWith("#")
                || (body.startsWith("$") && body.chars().noneMatch(Character::isDigit))
                || body.contains("::")
                || body.contains("->")
                || body.contains("://")
                || hasHump(body)
                || hasInnerDot(body);
    }

    private static boolean hasHump(String body) {
        for (int i = 1; i < body.length(); i++) {
            if (Character.isUpperCase(body.charAt(i)) && Character.isLowerCase(body.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasInnerDot(String body) {
        int dot = body.indexOf('.');
        return dot > 0 && dot + 1 < body.length() && body.chars().noneMatch(Character::isDigit);
    }
}
