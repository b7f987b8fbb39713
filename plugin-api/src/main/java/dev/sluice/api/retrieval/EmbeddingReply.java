package dev.sluice.api.retrieval;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Arr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vectors.
 *
 * @param model that made them; empty if the dialect does not say
 * @param vectors one for each input, in order; numbers stay as the provider wrote them
 * @param usage tokens used; null if the dialect does not say
 */
public record EmbeddingReply(
        String model, List<Arr> vectors, @Nullable Usage usage) {
    public EmbeddingReply {
        vectors = List.copyOf(vectors);
    }
}
