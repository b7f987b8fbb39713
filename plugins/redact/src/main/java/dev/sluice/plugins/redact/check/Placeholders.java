package dev.sluice.plugins.redact.check;

import java.util.Locale;
import java.util.Set;

/** What stands in programs and forms where a password would: its type, where it comes from, stars. */
final class Placeholders {

    private static final Set<String> WORDS = Set.of(
            "string",
            "boolean",
            "number",
            "integer",
            "varchar",
            "required",
            "optional",
            "nullable",
            "undefined",
            "password",
            "passwort",
            "secret",
            "hidden",
            "redacted",
            "removed",
            "masked",
            "example",
            "placeholder",
            "changeme",
            "getenv",
            "environ",
            "default",
            "unknown",
            "missing",
            "invalid",
            "incorrect",
            "expired",
            "minimum",
            "maximum");

    private Placeholders() {}

    /** Whether it is no secret. */
    static boolean isOne(String text) {
        return WORDS.contains(text.toLowerCase(Locale.ROOT))
                || text.chars().distinct().count() == 1
                || isVariable(text)
                || isPath(text);
    }

    /** Whether a word, in lower case, stands for one. */
    static boolean isWord(String word) {
        return WORDS.contains(word);
    }

    /** {@code $NAME}, {@code $name}, {@code %NAME%}: a digit in it is one of a password, unless all is in capitals. */
    private static boolean isVariable(String text) {
        boolean marked = text.startsWith("$") || (text.startsWith("%") && text.endsWith("%"));
        return marked
                && text.substring(1)
                        .chars()
                        .allMatch(c -> c == '_' || c == '%' || Character.isLetter(c) || Character.isDigit(c))
                && (text.equals(text.toUpperCase(Locale.ROOT)) || text.chars().noneMatch(Character::isDigit));
    }

    /** Names with dots or underscores between them: {@code os.environ}, {@code YOUR_API_KEY}. */
    private static boolean isPath(String text) {
        boolean separated = false;
        boolean letter = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = c == '.' || c == '_';
            if (separator ? !letter : !isAscii(c)) {
                return false;
            }
            separated |= separator;
            letter = !separator;
        }
        return separated && letter;
    }

    private static boolean isAscii(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
