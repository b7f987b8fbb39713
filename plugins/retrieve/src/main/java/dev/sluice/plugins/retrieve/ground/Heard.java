package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.api.text.TextTransformers;
import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down the sentences of a reply that are finished, and changes nothing. */
final class Heard implements TextTransformers {

    private List<String> sentences = new ArrayList<>();

    @Override
    public @Nullable TextTransformer forChannel(Channel channel) {
        return channel.kind() == Channel.Kind.CONTENT ? new Tap() : null;
    }

    /** Those since the last time. */
    List<String> taken() {
        List<String> taken = sentences;
        sentences = new ArrayList<>();
        return taken;
    }

    private final class Tap implements TextTransformer {

        private final SentenceCutter cutter = new SentenceCutter();

        @Override
        public String next(String piece) {
            cutter.next(piece).forEach(finished -> sentences.addAll(Sentences.of(finished)));
            return piece;
        }

        @Override
        public String end() {
            sentences.addAll(Sentences.of(cutter.rest()));
            return "";
        }
    }
}
