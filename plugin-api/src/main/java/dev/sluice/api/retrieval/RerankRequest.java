package dev.sluice.api.retrieval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents that want to be put in order.
 *
 * @param model that orders them
 * @param query what they shall fit
 * @param documents the texts
 * @param topN how many of the best are wanted; null for all
 */
public record RerankRequest(
        String model,
        String query,
        List<String> documents,
        @Nullable Integer topN) {
    public RerankRequest {
        documents = List.copyOf(documents);
    }
}
