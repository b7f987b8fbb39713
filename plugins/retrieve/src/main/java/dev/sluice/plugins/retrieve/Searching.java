package dev.sluice.plugins.retrieve;

import dev.sluice.api.Caller;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.Question;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches one collection as one filter's config says, off the event loop. */
final class Searching {

    /** English words have about four letters and a third; an estimate where no model counts. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final RetrieveConfig config;
    private final Shelf shelf;
    private final @Nullable Embedder embedder;
    private final @Nullable Reranking reranking;
    private final PluginContext context;
    private final Meters.Timing time;
    private final List<Question.Filter> filters;

    Searching(RetrieveConfig config, OpenCollection collection, @Nullable Reranking reranking, PluginContext context) {
        this.config = config;
        this.shelf = collection.shelf();
        this.embedder = collection.embedder();
        this.reranking = reranking;
        this.context = context;
        this.time = context.meters().timing("search", "collection", config.collection());
        this.filters = config.filters().stream()
                .map(RetrieveConfig.FilterSettings::filter)
                .toList();
    }

    /**
     * What was found.
     *
     * @param sources what is laid before the model
     * @param problem why they are not in the reranker's order; null if all is well
     */
    record Found(Sources sources, @Nullable String problem) {}

    Future<Found> find(String text, Caller caller) {
        return vector(text)
                .compose(vector -> hits(text, vector, caller))
                .compose(hits -> ordered(text, hits))
                .map(this::found);
    }

    /** What is asked, completed by what was asked before where it needs that. */
    Future<String> condensed(String text, String before) {
        return before.isEmpty()
                ? Future.succeededFuture(text)
                : context.blocking(() -> shelf.index().completed(text, before));
    }

    /** Whether the answer may lack what lies in the watched folder. */
    boolean isBehind() {
        return shelf.isBehind();
    }

    private Future<float @Nullable []> vector(String text) {
        return embedder == null
                ? Future.succeededFuture()
                : embedder.embed(Purpose.QUERY, List.of(text)).map(List::getFirst);
    }

    private Future<Reranking.Ordered> ordered(String text, List<Hit> hits) {
        List<Hit> relevant =
                hits.stream().filter(hit -> hit.relevance() >= config.floor()).toList();
        return reranking == null
                ? Future.succeededFuture(new Reranking.Ordered(relevant, null))
                : reranking.order(text, relevant);
    }

    private Found found(Reranking.Ordered ordered) {
        List<Hit> first =
                ordered.hits().subList(0, Math.min(config.topK(), ordered.hits().size()));
        return new Found(Sources.of(config.collection(), first, config.maxTokens(), this::tokens), ordered.problem());
    }

    private Future<List<Hit>> hits(String text, float @Nullable [] vector, Caller caller) {
        Question question = new Question(
                text,
                vector,
                Asker.of(caller.tenant(), caller.labels()),
                filters,
                config.ranking().ranking(),
                reranking == null ? config.topK() : Math.max(config.topK(), reranking.candidates()));
        return context.blocking(() -> {
            long start = context.timers().nanoTime();
            List<Hit> hits = shelf.search(question, context.timers().now());
            time.record(Duration.ofNanos(context.timers().nanoTime() - start));
            return hits;
        });
    }

    private int tokens(String text) {
        return embedder == null ? text.length() / CHARACTERS_PER_TOKEN : embedder.tokens(text);
    }
}
