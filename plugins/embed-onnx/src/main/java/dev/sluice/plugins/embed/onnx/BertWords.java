package dev.sluice.plugins.embed.onnx;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Cuts text into words as BERT does (google-research/bert, {@code tokenization.py}): at white space, around each
 * punctuation mark and around each Chinese character; lower-cased and without accents if the model is.
 *
 * @param lowerCase whether case and accents are taken off
 */
record BertWords(boolean lowerCase) {

    void forEach(String text, Consumer<String> word) {
        String plain = lowerCase ? folded(text) : text;
        StringBuilder open = new StringBuilder();
        plain.codePoints().forEach(point -> {
            if (isSpace(point)) {
                flush(open, word);
            } else if (isPunctuation(point) || isChinese(point)) {
                flush(open, word);
                word.accept(Character.toString(point));
            } else if (!isControl(point)) {
                open.appendCodePoint(point);
            }
        });
        flush(open, word);
    }

    private static String folded(String text) {
        if (text.chars().allMatch(unit -> unit < 128)) { // Most text of most models; nothing is to be taken apart.
            return text.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString().toLowerCase(Locale.ROOT);
    }

    private static void flush(StringBuilder open, Consumer<String> word) {
        if (!open.isEmpty()) {
            word.accept(open.toString());
            open.setLength(0);
        }
    }

    private static boolean isSpace(int point) {
        return point == '\t' || point == '\n' || point == '\r' || Character.isSpaceChar(point);
    }

    private static boolean isControl(int point) {
        return point == 0
                || point == 0xFFFD
                || switch (Character.getType(point)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
                    default -> false;
                };
    }

    /** All of ASCII that is neither letter, digit nor control counts, such as {@code $} and {@code ^}. */
    private static boolean isPunctuation(int point) {
        if (point < 128) {
            return point > ' ' && point < 127 && !Character.isLetterOrDigit(point);
        }
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isChinese(int point) {
        return (point >= 0x4E00 && point <= 0x9FFF)
                || (point >= 0x3400 && point <= 0x4DBF)
                || (point >= 0x20000 && point <= 0x2CEAF)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0x2F800 && point <= 0x2FA1F);
    }
}
