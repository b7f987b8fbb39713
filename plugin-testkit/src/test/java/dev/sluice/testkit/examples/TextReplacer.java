package dev.sluice.testkit.examples;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import io.vertx.core.Future;

/** Replaces a word in what the user reads, wherever the stream was cut. */
record TextReplacer(String word, String replacement) implements Filter {
    @Override
    public Future<Reply> apply(Call call, Next next) {
        return next.proceed(call)
                .map(reply -> reply.mapText(
                        channel -> channel.kind() == Channel.Kind.CONTENT ? new Replacing(word, replacement) : null));
    }

    /** Holds back the end of what it has seen for as long as that may be the beginning of the word. */
    private static final class Replacing implements TextTransformer {
        private final String word;
        private final String replacement;
        private String held = "";

        Replacing(String word, String replacement) {
            this.word = word;
            this.replacement = replacement;
        }

        @Override
        public String next(String piece) {
            String text = held + piece;
            StringBuilder out = new StringBuilder();
            int from = 0;
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
                out.append(text, from, at).append(replacement);
                from = at + word.length();
            }
            int keep = Math.max(from, text.length() - word.length() + 1);
            while (!word.startsWith(text.substring(keep))) {
                keep++;
            }
            held = text.substring(keep);
            return out.append(text, from, keep).toString();
        }

        @Override
        public String end() {
            return held;
        }
    }
}
