package dev.sluice.plugins.retrieve;

import dev.sluice.api.Caller;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Search;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches as one filter's config says. */
final class Searching {

    /** English words have about four letters and a third; an estimate where no model counts. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final RetrieveConfig config;
    private final Corpus corpus;
    private final @Nullable Reranking reranking;
    private final PluginContext context;
    private final Meters.Timing time;
    private final List<Search.Condition> conditions;
    private final AskedVector vector;

    Searching(RetrieveConfig config, Corpus corpus, @Nullable Reranking reranking, PluginContext context) {
        this.config = config;
        this.corpus = corpus;
        this.reranking = reranking;
        this.context = context;
        this.time = context.meters().timing("search", "collection", corpus.name());
        this.vector = new AskedVector(corpus.embedder(), corpus.name(), config.vectorsWithin(), context);
        this.conditions = config.filters().stream()
                .map(RetrieveConfig.FilterSettings::condition)
                .toList();
    }

    /**
     * What was found.
     *
     * @param sources what is laid before the model
     * @param byWords why they were searched by words alone where vectors should have been, too; null if all is well
     * @param problem why they are not in the reranker's order; null if all is well
     */
    record Found(
            Sources sources,
            @Nullable String byWords,
            @Nullable String problem) {}

    Future<Found> find(String text, Caller caller) {
        return vector.of(text)
                .compose(made -> passages(text, made.vector(), caller)
                        .compose(found -> ordered(text, found))
                        .map(ordered -> found(ordered, made.problem())));
    }

    /** What is asked, completed by what was asked before where it needs that. */
    Future<String> condensed(String text, String before) {
        Shelf shelf = corpus.shelf();
        return before.isEmpty() || shelf == null
                ? Future.succeededFuture(text)
                : context.blocking(() -> shelf.index().completed(text, before));
    }

    /** Whether the answer may lack what lies in the watched folder, or is published elsewhere. */
    boolean isBehind() {
        return corpus.isBehind();
    }

    private Future<Reranking.Ordered> ordered(String text, List<Passage> found) {
        List<Passage> relevant = found.stream()
                .filter(passage -> passage.relevance() >= config.floor())
                .toList();
        return reranking == null
                ? Future.succeededFuture(new Reranking.Ordered(relevant, null))
                : reranking.order(text, relevant);
    }

    private Found found(Reranking.Ordered ordered, @Nullable String byWords) {
        List<Passage> first = ordered.passages()
                .subList(0, Math.min(config.topK(), ordered.passages().size()));
        return new Found(
                Sources.of(corpus.name(), first, config.maxTokens(), this::tokens), byWords, ordered.problem());
    }

    private Future<List<Passage>> passages(String text, float @Nullable [] vector, Caller caller) {
        Search search = new Search(
                text,
                vector,
                Search.Asker.of(caller.tenant(), caller.labels()),
                conditions,
                config.ranking().fusion(),
                reranking == null ? config.topK() : Math.max(config.topK(), reranking.candidates()));
        long start = context.timers().nanoTime();
        return corpus.retriever()
                .retrieve(search)
                .onSuccess(
                        found -> time.record(Duration.ofNanos(context.timers().nanoTime() - start)));
    }

    private int tokens(String text) {
        Embedder embedder = corpus.embedder();
        return embedder == null ? text.length() / CHARACTERS_PER_TOKEN : embedder.tokens(text);
    }
}
