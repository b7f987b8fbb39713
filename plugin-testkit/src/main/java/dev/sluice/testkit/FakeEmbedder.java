package dev.sluice.testkit;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An embedder without a model: each word adds to a place of the vector that its hash chooses. Texts with words in common
 * are alike, equal texts equal, and nothing more is meant by it. Answers at once, unless it is told not to.
 */
public final class FakeEmbedder implements Embedder {

    private static final int DIMENSIONS = 64;

    private final List<String> asked = new ArrayList<>();

    private @Nullable Future<List<float[]>> instead;

    /** Makes one that was not asked yet. */
    public FakeEmbedder() {}

    /**
     * Has it fail from now on.
     *
     * @param why what it fails with
     * @return this
     */
    public synchronized FakeEmbedder down(Throwable why) {
        instead = Future.failedFuture(why);
        return this;
    }

    /**
     * Has it answer never, from now on.
     *
     * @return this
     */
    public synchronized FakeEmbedder hang() {
        instead = Promise.<List<float[]>>promise().future();
        return this;
    }

    /**
     * Has it answer again.
     *
     * @return this
     */
    public synchronized FakeEmbedder recover() {
        instead = null;
        return this;
    }

    @Override
    public EmbeddingModel model() {
        return new EmbeddingModel("words", DIMENSIONS, 512, 32, 1);
    }

    @Override
    public synchronized Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
        asked.addAll(texts);
        return instead != null
                ? instead
                : Future.succeededFuture(
                        texts.stream().map(FakeEmbedder::vector).toList());
    }

    @Override
    public int tokens(String text) {
        return words(text).length;
    }

    /**
     * What it was asked for.
     *
     * @return every text so far, in order; a copy
     */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private static float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        for (String word : words(text)) {
            vector[Math.floorMod(word.hashCode() * 0x9E3779B9, DIMENSIONS)] += 1;
        }
        vector[0] += 1e-3f; // A text without a word has a direction, too.
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static String[] words(String text) {
        return text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+");
    }
}
