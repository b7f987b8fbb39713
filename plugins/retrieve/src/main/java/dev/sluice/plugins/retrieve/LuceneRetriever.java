package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.Question;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Searches an index in the process, off the event loop. */
final class LuceneRetriever implements Retriever {

    /** A search takes milliseconds, and the index itself has as many under way as there are processors: what bounds a call does here, too. */
    private static final Limits LIMITS = new Limits(Integer.MAX_VALUE, 0, Duration.ofDays(1));

    private final Shelf shelf;
    private final boolean comparesVectors;
    private final UnaryOperator<Question.Ranking> ranking;
    private final PluginContext context;

    /** Makes one that adds to a search's ranking what only an index in the process has. */
    LuceneRetriever(
            Shelf shelf, boolean comparesVectors, UnaryOperator<Question.Ranking> ranking, PluginContext context) {
        this.shelf = shelf;
        this.comparesVectors = comparesVectors;
        this.ranking = ranking;
        this.context = context;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public boolean comparesVectors() {
        return comparesVectors;
    }

    @Override
    public Future<List<Passage>> retrieve(Search search) {
        Question question = question(search);
        return context.blocking(() -> shelf.search(question, context.timers().now()).stream()
                .map(LuceneRetriever::passage)
                .toList());
    }

    static Passage passage(Hit hit) {
        return new Passage(
                hit.id(),
                hit.number(),
                hit.title(),
                hit.url(),
                hit.chunk().heading(),
                hit.chunk().text(),
                hit.relevance());
    }

    private Question question(Search search) {
        Search.Fusion fusion = search.fusion();
        return new Question(
                search.text(),
                search.vector(),
                new Question.Asker(search.asker().tenant(), search.asker().labels()),
                search.conditions().stream()
                        .map(condition -> new Question.Filter(
                                condition.field(), condition.anyOf(), condition.min(), condition.max()))
                        .toList(),
                ranking.apply(new Question.Ranking(
                        fusion.candidates(),
                        Question.Ranking.DEFAULT.fuse(),
                        fusion.constant(),
                        fusion.words(),
                        fusion.vectors(),
                        0,
                        0,
                        Question.Ranking.DEFAULT.halfLife())),
                search.limit());
    }
}
