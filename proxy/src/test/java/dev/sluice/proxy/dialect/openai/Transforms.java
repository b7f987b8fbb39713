package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.text.TextTransformer;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Transformers of several habits, each with what it makes of a whole text. */
@SuppressWarnings("ImmutableEnumChecker") // What makes a transformer has no state.
public enum Transforms {
    IDENTITY(() -> piece -> piece),
    UPPER_CASE(() -> piece -> piece.toUpperCase(Locale.ROOT)),
    REPLACE(() -> new Replacer("the", "«»")),
    REPLACE_LETTERS(() -> new Replacer("ab", "x\"y")),
    HOLD_ALL(() -> new Replacer("", "")),
    DROP_ALL(() -> piece -> "");

    private final Supplier<TextTransformer> make;

    Transforms(Supplier<TextTransformer> make) {
        this.make = make;
    }

    public TextTransformer make() {
        return make.get();
    }

    /** What becomes of a text that comes at once. */
    public UnaryOperator<String> whole() {
        return text -> {
            TextTransformer transformer = make();
            return transformer.next(text) + transformer.end();
        };
    }

    /** Replaces a word, holding back what may still become it; an empty word holds back everything. */
    private static final class Replacer implements TextTransformer {
        private final String word;
        private final String replacement;
        private String held = "";

        Replacer(String word, String replacement) {
            this.word = word;
            this.replacement = replacement;
        }

        @Override
        public String next(String piece) {
            String text = held + piece;
            if (word.isEmpty()) {
                held = text;
                return "";
            }
            StringBuilder out = new StringBuilder();
            int from = 0;
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
                out.append(text, from, at).append(replacement);
                from = at + word.length();
            }
            int keep = Math.min(word.length() - 1, text.length() - from);
            while (!word.startsWith(text.substring(text.length() - keep))) {
                keep--;
            }
            held = text.substring(text.length() - keep);
            return out.append(text, from, text.length() - keep).toString();
        }

        @Override
        public String end() {
            return held;
        }
    }
}
