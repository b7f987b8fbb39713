package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import java.text.Normalizer;

/**
 * Puts what users and tools say into Unicode's NFKC and leaves invisible characters out: zero-width, bidirectional controls, tags.
 * What joins letters and emoji stays.
 */
final class Normaliser {

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private Normaliser() {}

    static Prompt over(Prompt prompt) {
        return prompt.mapText(Normaliser::map);
    }

    private static String map(Role role, TextKind kind, String text) {
        boolean words = kind == TextKind.CONTENT || kind == TextKind.TOOL_RESULT;
        return words && (role == Role.USER || role == Role.TOOL) ? normalised(text) : text;
    }

    static String normalised(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(Normaliser::isVisible).forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFKC);
    }

    private static boolean isVisible(int point) {
        return point == JOINER || point == NON_JOINER || Character.getType(point) != Character.FORMAT;
    }
}
