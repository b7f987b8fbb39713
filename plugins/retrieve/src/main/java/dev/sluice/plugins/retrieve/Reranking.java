package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.Patience;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.plugins.retrieve.RetrieveConfig.RerankSettings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a reranker put what was found in order. Where it gives no answer, the order stays as it was, which is said, counted and, now and then, logged. One that does
 * not answer in time is let be for a while.
 */
final class Reranking {

    private final RerankSettings settings;
    private final Reranker reranker;
    private final PluginContext context;
    private final Patience patience;
    private final Meters.Timing time;
    private final Meters.Counter failures;

    Reranking(RerankSettings settings, Reranker reranker, PluginContext context) {
        this.settings = settings;
        this.reranker = reranker;
        this.context = context;
        this.patience = new Patience(reranker.limits().deadline(), context.timers());
        this.time = context.meters().timing("rerank", "by", settings.by());
        this.failures = context.meters().counter("rerank_failures", "by", settings.by());
    }

    /** None where the config names none. */
    static Future<@Nullable Reranking> of(RetrieveConfig.@Nullable RerankSettings settings, PluginContext context) {
        return settings == null
                ? Future.succeededFuture()
                : context.reranker(settings.by()).map(reranker -> new Reranking(settings, reranker, context));
    }

    /**
     * Chunks in an order.
     *
     * @param passages the best first
     * @param problem why they are not in the reranker's order; null if they are
     */
    record Ordered(List<Passage> passages, @Nullable String problem) {}

    /** How many chunks a search has to bring. */
    int candidates() {
        return Math.min(settings.candidates(), reranker.limits().passages());
    }

    Future<Ordered> order(String question, List<Passage> found) {
        if (found.isEmpty()) {
            return Future.succeededFuture(new Ordered(found, null));
        }
        List<Passage> asked = found.subList(0, Math.min(found.size(), candidates()));
        List<String> texts = asked.stream().map(Passage::searchable).toList();
        long start = context.timers().nanoTime();
        return patience.ask(() -> reranker.rerank(question, texts))
                .onSuccess(
                        ranks -> time.record(Duration.ofNanos(context.timers().nanoTime() - start)))
                .map(ranks -> new Ordered(ordered(asked, ranks), null))
                .otherwise(failure -> failed(found, failure));
    }

    private Ordered failed(List<Passage> found, Throwable failure) {
        failures.increment();
        if (patience.isWorthALine()) {
            context.logger()
                    .atWarn()
                    .addKeyValue("reranker", settings.by())
                    .log(
                            "Sources stay in the order of the search: the reranker gives no answer: {}",
                            Reason.of(failure));
        }
        String problem = failure instanceof Patience.LateException ? String.valueOf(failure.getMessage()) : "it failed";
        return new Ordered(found, settings.by() + " gave no answer: " + problem);
    }

    /** What the reranker leaves out comes behind, in the order that it had, unless there is a floor to be reached. */
    private List<Passage> ordered(List<Passage> asked, List<Rank> ranks) {
        Set<Integer> places = new LinkedHashSet<>();
        ranks.forEach(rank -> places.add(rank.index()));
        List<Passage> ordered = new ArrayList<>(asked.size());
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
