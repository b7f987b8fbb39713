package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.plugins.retrieve.RetrieveConfig.RerankSettings;
import dev.sluice.plugins.retrieve.index.Hit;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has a reranker put what was found in order. Where it gives no answer, the order stays as it was, which is said. */
final class Reranking {

    private final RerankSettings settings;
    private final Reranker reranker;
    private final PluginContext context;
    private final Meters.Timing time;
    private final Meters.Counter failures;

    Reranking(RerankSettings settings, Reranker reranker, PluginContext context) {
        this.settings = settings;
        this.reranker = reranker;
        this.context = context;
        this.time = context.meters().timing("rerank", "by", settings.by());
        this.failures = context.meters().counter("rerank_failures", "by", settings.by());
    }

    /**
     * Chunks in an order.
     *
     * @param hits the best first
     * @param problem why they are not in the reranker's order; null if they are
     */
    record Ordered(List<Hit> hits, @Nullable String problem) {}

    /** How many chunks a search has to bring. */
    int candidates() {
        return Math.min(settings.candidates(), reranker.limits().passages());
    }

    Future<Ordered> order(String question, List<Hit> hits) {
        if (hits.isEmpty()) {
            return Future.succeededFuture(new Ordered(hits, null));
        }
        List<Hit> asked = hits.subList(0, Math.min(hits.size(), candidates()));
        List<String> passages =
                asked.stream().map(hit -> hit.chunk().searchable()).toList();
        long start = context.timers().nanoTime();
        return reranker.rerank(question, passages)
                .onSuccess(
                        ranks -> time.record(Duration.ofNanos(context.timers().nanoTime() - start)))
                .map(ranks -> new Ordered(ordered(asked, ranks), null))
                .otherwise(failure -> failed(hits, failure));
    }

    private Ordered failed(List<Hit> hits, Throwable failure) {
        failures.increment();
        context.logger().debug("{} did not put the sources of a call in order", settings.by(), failure);
        return new Ordered(
                hits, settings.by() + " gave no answer: " + failure.getClass().getSimpleName());
    }

    /** What the reranker leaves out comes behind, in the order that it had, unless there is a floor to be reached. */
    private List<Hit> ordered(List<Hit> asked, List<Rank> ranks) {
        Set<Integer> places = new LinkedHashSet<>();
        ranks.forEach(rank -> places.add(rank.index()));
        List<Hit> ordered = new ArrayList<>(asked.size());
        ranks.stream()
                .filter(rank -> rank.relevance() >= settings.floor())
                .forEach(rank -> ordered.add(asked.get(rank.index())));
        for (int i = 0; i < asked.size() && settings.floor() <= 0; i++) {
            if (!places.contains(i)) {
                ordered.add(asked.get(i));
            }
        }
        return ordered;
    }
}
