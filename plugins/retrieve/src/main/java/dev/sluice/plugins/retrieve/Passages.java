package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The vectors of a document's chunks, so many at a time: a book, of which there may be tens of thousands, takes neither all the room where texts wait for the embedder nor
 * the turns of other documents.
 */
final class Passages {

    private static final int LEAST = 64;
    private static final int MOST = 256;

    private Passages() {}

    /** For each text its vector, in order. */
    static Future<List<float[]>> vectors(Embedder model, List<String> texts) {
        return rest(model, texts, new ArrayList<>(texts.size()));
    }

    private static Future<List<float[]>> rest(Embedder model, List<String> texts, List<float[]> made) {
        if (made.size() == texts.size()) {
            return Future.succeededFuture(made);
        }
        int atOnce = Math.clamp((long) model.model().batch() * model.model().parallel(), LEAST, MOST);
        int end = Math.min(texts.size(), made.size() + atOnce);
        return model.embed(Purpose.PASSAGE, texts.subList(made.size(), end)).compose(vectors -> {
            made.addAll(vectors);
            return rest(model, texts, made);
        });
    }
}
