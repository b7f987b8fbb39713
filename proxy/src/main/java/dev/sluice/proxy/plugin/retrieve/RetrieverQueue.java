package dev.sluice.proxy.plugin.retrieve;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import dev.sluice.proxy.plugin.turns.Turns;
import io.vertx.core.Future;
import java.util.List;

/** Keeps one retriever's limits, and that nobody gets more than was asked for. */
public final class RetrieverQueue implements Retriever {

    private final Limits limits;
    private final boolean comparesVectors;
    private final Turns<Search, List<Passage>> turns;

    /**
     * Makes an idle queue.
     *
     * @param retriever what a plugin brings
     * @param timers bound the time of an answer
     */
    public RetrieverQueue(Retriever retriever, Timers timers) {
        this.limits = retriever.limits();
        this.comparesVectors = retriever.comparesVectors();
        this.turns = new Turns<>(
                new Turns.Bounds("retriever", limits.parallel(), limits.waiting(), limits.deadline()),
                search -> retriever.retrieve(search).map(found -> first(found, search.limit())),
                timers);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public boolean comparesVectors() {
        return comparesVectors;
    }

    @Override
    public Future<List<Passage>> retrieve(Search search) {
        return turns.ask(search);
    }

    private static List<Passage> first(List<Passage> found, int limit) {
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }
}
