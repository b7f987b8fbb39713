package dev.sluice.plugins.guard.injection;

import dev.sluice.api.plugin.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Text hidden in a text: runs of base64 and of hex, Unicode's tag characters, words spelt letter by letter, escapes of URLs and of
 * programs, rot13, letters in reverse, digits in the place of letters. Decoded once; what does not decode to words is none.
 */
public final class Hidden {

    private static final int SHORTEST = 20;
    private static final int MOST = 16;
    private static final int TAGS = 0xE0000;
    private static final char TAG_HIGH = Character.highSurrogate(TAGS);
    private static final int LETTER = 1;
    private static final int DIGIT = 2;
    private static final byte[] CODE = code();

    private final String text;
    private final List<String> found = new ArrayList<>(0);
    private final StringBuilder tags = new StringBuilder(0);
    private final StringBuilder spelt = new StringBuilder(0);
    private final StringBuilder bytes = new StringBuilder(0); // Written apart, two hex digits each.
    private final Disguise disguise = new Disguise();
    private boolean open; // Whether letters or bytes wait for more.

    private Hidden(String text) {
        this.text = text;
    }

    /**
     * What is hidden in a text.
     *
     * @param text as it came
     * @return decoded texts; nearly always none
     */
    public static List<String> in(String text) {
        Hidden hidden = new Hidden(text);
        hidden.read();
        hidden.end();
        return hidden.found;
    }

    private void read() {
        String text = this.text;
        int run = 0;
        int kinds = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            int kind = c < CODE.length ? CODE[c] : 0;
            if (kind != 0) {
                kinds |= kind;
                continue;
            }
            if (i - run > 2
                    && i - run < SHORTEST
                    && kinds == LETTER
                    && !open) { // Nearly every word of nearly every text.
                if (Disguise.mayBeSign(text, run)) {
                    disguise.word(text, run, i, false);
                }
            } else if (i > run) {
                word(run, i, kinds);
            } else {
                space();
            }
            kinds = 0;
            run = i + 1;
            if (c == TAG_HIGH && i + 1 < text.length()) {
                tag(text.codePointAt(i));
                run = ++i + 1;
            } else if (c != ' ') {
                disguise.mark(text, i);
            }
        }
    }

    private void end() {
        closeSpelt();
        closeBytes();
        add(tags.toString());
        for (String undone : disguise.undo(text)) {
            if (found.size() < MOST) {
                found.add(undone);
            }
        }
    }

    private static byte[] code() {
        byte[] code = new byte[128];
        for (char c = 0; c < code.length; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            code[c] = (byte) (letter ? LETTER : digit ? DIGIT : "+/=-_".indexOf(c) >= 0 ? 4 : 0);
        }
        return code;
    }

    private void tag(int point) {
        if (point > TAGS && point < TAGS + 128) {
            tags.append((char) (point - TAGS));
        }
    }

    /** A run of code characters: a letter of a word that is spelt, a byte, a coded text, or a word like any other. */
    private void word(int start, int end, int kinds) {
        int length = end - start;
        if (length == 1 && kinds == LETTER) {
            spelt.append(text.charAt(start));
        } else if (length > 1 && !spelt.isEmpty()) {
            closeSpelt();
        }
        boolean prefixed = length == 4 && text.startsWith("0x", start);
        if ((length == 2 || prefixed) && isHex(end - 2, end)) {
            bytes.append(text, end - 2, end);
        } else if (!bytes.isEmpty()) {
            closeBytes();
        }
        open = !spelt.isEmpty() || !bytes.isEmpty();
        if (length >= SHORTEST) {
            decode(text.substring(start, end));
        }
        if (length >= 3) {
            disguise.word(text, start, end, kinds == (LETTER | DIGIT));
        }
    }

    /** What is between two spaces: in a text that is spelt, the end of a word. */
    private void space() {
        if (!spelt.isEmpty() && spelt.charAt(spelt.length() - 1) != ' ') {
            spelt.append(' ');
        }
    }

    private boolean isHex(int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the words of a spelt text end may not be told; the n-grams do not mind. */
    private void closeSpelt() {
        if (spelt.length() >= 8) {
            add(spelt.toString());
        }
        spelt.setLength(0);
    }

    private void closeBytes() {
        if (bytes.length() >= SHORTEST) {
            decode(bytes.toString());
        }
        bytes.setLength(0);
    }

    private void decode(String run) {
        Checkpoint.pass();
        if (run.length() % 2 == 0 && run.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            add(new String(HexFormat.of().parseHex(run), StandardCharsets.UTF_8));
            return;
        }
        String standard = run.replace('-', '+').replace('_', '/').replace("=", "");
        if (standard.length() % 4 != 1 && hasMixedCase(run)) {
            add(new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8));
        }
    }

    /** Long words and paths are of one case mostly; coded text never is. */
    private static boolean hasMixedCase(String run) {
        return run.chars().filter(Character::isUpperCase).count() >= 2
                && run.chars().filter(Character::isLowerCase).count() >= 2;
    }

    private void add(String decoded) {
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
