package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An embedder by words that takes its time, or fails after it. */
final class PacedEmbedder implements Embedder {

    private final FakeEmbedder words = new FakeEmbedder();
    private final VirtualTime time;
    private final Duration pace;
    private final boolean fails;
    private final List<List<String>> asked = new ArrayList<>();

    private PacedEmbedder(VirtualTime time, Duration pace, boolean fails) {
        this.time = time;
        this.pace = pace;
        this.fails = fails;
    }

    static PacedEmbedder of(VirtualTime time, Duration pace) {
        return new PacedEmbedder(time, pace, false);
    }

    static PacedEmbedder failing(VirtualTime time) {
        return new PacedEmbedder(time, Duration.ZERO, true);
    }

    /** What it was asked for, batch by batch. */
    List<List<String>> asked() {
        return asked;
    }

    @Override
    public EmbeddingModel model() {
        return words.model();
    }

    @Override
    public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
        asked.add(List.copyOf(texts));
        Promise<List<float[]>> made = Promise.promise();
        time.after(pace, () -> {
            if (fails) {
                made.fail(new IllegalStateException("no vectors today"));
            } else {
                words.embed(purpose, texts).onComplete(made);
            }
        });
        return made.future();
    }

    @Override
    public int tokens(String text) {
        return words.tokens(text);
    }
}
