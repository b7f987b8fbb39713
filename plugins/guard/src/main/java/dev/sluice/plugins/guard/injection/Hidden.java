package dev.sluice.plugins.guard.injection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Text hidden in a text: runs of base64 and of hex, Unicode's tag characters, words spelt letter by letter. Decoded once; what
 * does not decode to words is none.
 */
public final class Hidden {

    private static final int SHORTEST = 20;
    private static final int MOST = 16;
    private static final int TAGS = 0xE0000;
    private static final boolean[] CODE = code();

    private Hidden() {}

    /**
     * What is hidden in a text.
     *
     * @param text as it came
     * @return decoded texts; nearly always none
     */
    public static List<String> in(String text) {
        List<String> found = new ArrayList<>(0);
        StringBuilder tags = new StringBuilder(0);
        StringBuilder spelt = new StringBuilder(0);
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (isCode(c)) {
                continue;
            }
            word(text, run, i, spelt, found);
            run = i + 1;
            if (c == TAG_HIGH && i + 1 < text.length()) {
                tag(text.codePointAt(i), tags);
                run = ++i + 1;
            }
        }
        close(spelt, found);
        add(tags.toString(), found);
        return found;
    }

    private static final char TAG_HIGH = Character.highSurrogate(TAGS);

    private static boolean isCode(char c) {
        return c < CODE.length && CODE[c];
    }

    private static boolean[] code() {
        boolean[] code = new boolean[128];
        for (char c = 0; c < code.length; c++) {
            code[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "+/=-_".indexOf(c) >= 0;
        }
        return code;
    }

    private static void tag(int point, StringBuilder tags) {
        if (point > TAGS && point < TAGS + 128) {
            tags.append((char) (point - TAGS));
        }
    }

    /** A run of code characters: a letter of a word that is spelt, a coded text, or a word like any other. */
    private static void word(String text, int start, int end, StringBuilder spelt, List<String> found) {
        int length = end - start;
        if (length == 1 && Character.isLetter(text.charAt(start))) {
            spelt.append(text.charAt(start));
        } else if (length > 1) {
            close(spelt, found);
        }
        if (length >= SHORTEST) {
            decode(text.substring(start, end), found);
        }
    }

    /** Where the words of a spelt text end cannot be told; the n-grams do not mind. */
    private static void close(StringBuilder spelt, List<String> found) {
        if (spelt.length() >= 8) {
            add(spelt.toString(), found);
        }
        spelt.setLength(0);
    }

    private static void decode(String run, List<String> found) {
        if (run.length() % 2 == 0 && run.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            add(new String(HexFormat.of().parseHex(run), StandardCharsets.UTF_8), found);
            return;
        }
        String standard = run.replace('-', '+').replace('_', '/').replace("=", "");
        if (standard.length() % 4 != 1 && hasMixedCase(run)) {
            add(new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8), found);
        }
    }

    /** Long words and paths are of one case mostly; coded text never is. */
    private static boolean hasMixedCase(String run) {
        return run.chars().filter(Character::isUpperCase).count() >= 2
                && run.chars().filter(Character::isLowerCase).count() >= 2;
    }

    private static void add(String decoded, List<String> found) {
        long words = decoded.codePoints()
                .filter(point -> Character.isLetter(point) || point == ' ')
                .count();
        boolean readable =
                decoded.length() >= 8 && words * 10 >= decoded.length() * 8L && decoded.indexOf('\uFFFD') < 0;
        if (readable && found.size() < MOST) {
            found.add(decoded);
        }
    }
}
