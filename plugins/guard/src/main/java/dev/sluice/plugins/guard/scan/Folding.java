package dev.sluice.plugins.guard.scan;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What each character folds to.
 *
 * <p>Compatibility forms are taken apart and marks dropped (Unicode's NFKD), letters lower-cased, and letters of other
 * scripts that look like Latin ones read as those (the common ones of Unicode's confusables, UTS #39). The same is done
 * to what is looked for, so that words of those scripts are still found.
 */
final class Folding {

    /** Nothing is left of it. */
    static final char NOTHING = 0;

    /** It becomes several characters, or is half of a pair: see {@link #expand}. */
    static final char SEVERAL = 1;

    private static final String LOOK = "аеорсухіјѕԁһӏոսᴀαορυνικτβхԛԝɡıʟɴʀ";
    private static final String LIKE = "aeopcyxijsdhlnuaaopuviktbxqwgilnr";
    private static final char[] TABLE = table();

    private Folding() {}

    static char of(char c) {
        return TABLE[c];
    }

    static String expand(int point) {
        if (isInvisible(point)) {
            return "";
        }
        String apart = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(apart.length());
        apart.toLowerCase(Locale.ROOT).codePoints().forEach(part -> append(part, folded));
        return folded.toString();
    }

    private static void append(int point, StringBuilder folded) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || isInvisible(point)) {
            return;
        }
        if (!Character.isLetterOrDigit(point) && type != Character.COMBINING_SPACING_MARK) {
            folded.append(' ');
            return;
        }
        int look = LOOK.indexOf(point);
        folded.appendCodePoint(look < 0 ? point : LIKE.charAt(look));
    }

    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT || (point >= 0xE0000 && point <= 0xE0FFF);
    }

    private static char[] table() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < table.length; c++) {
            table[c] = Character.isSurrogate((char) c) ? SEVERAL : single(expand(c));
        }
        return table;
    }

    private static char single(String expanded) {
        return switch (expanded.length()) {
            case 0 -> NOTHING;
            case 1 -> expanded.charAt(0);
            default -> SEVERAL;
        };
    }
}
