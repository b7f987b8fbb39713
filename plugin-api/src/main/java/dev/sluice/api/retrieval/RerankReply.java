package dev.sluice.api.retrieval;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Num;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents in order.
 *
 * @param id the answer's; empty if the dialect has none
 * @param model that ordered them; empty if the dialect does not say
 * @param ranks the best first
 * @param usage tokens used; null if the dialect does not say
 */
public record RerankReply(
        String id, String model, List<Rank> ranks, @Nullable Usage usage) {
    public RerankReply {
        ranks = List.copyOf(ranks);
    }

    /**
     * How well a document fits.
     *
     * @param index its place in the request, from 0 on
     * @param relevance as the provider wrote it, mostly from 0 to 1
     */
    public record Rank(int index, Num relevance) {}
}
