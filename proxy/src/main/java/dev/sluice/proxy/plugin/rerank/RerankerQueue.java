package dev.sluice.proxy.plugin.rerank;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.proxy.plugin.turns.Turns;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.List;

/** Keeps one reranker's limits, and checks what it says. */
public final class RerankerQueue implements Reranker {

    private final Limits limits;
    private final Turns<Ask, List<Rank>> turns;

    /**
     * Makes an idle queue.
     *
     * @param model what a plugin brings
     * @param timers bound the time of an answer
     */
    public RerankerQueue(Reranker model, Timers timers) {
        this.limits = model.limits();
        this.turns = new Turns<>(
                new Turns.Bounds("reranker", limits.parallel(), limits.waiting(), limits.deadline()),
                ask -> model.rerank(ask.question, ask.passages).map(ranks -> checked(ranks, ask.passages.size())),
                timers);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Future<List<Rank>> rerank(String question, List<String> passages) {
        if (passages.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        if (passages.size() > limits.passages()) {
            return Future.failedFuture(new IllegalArgumentException(
                    "Expected at most " + limits.passages() + " passages for the reranker, found " + passages.size()));
        }
        return turns.ask(new Ask(question, List.copyOf(passages)));
    }

    private static List<Rank> checked(List<Rank> ranks, int passages) {
        BitSet seen = new BitSet(passages);
        for (Rank rank : ranks) {
            if (rank.index() >= passages || seen.get(rank.index())) {
                throw new IllegalStateException("Expected each of " + passages + " passages at most once of the"
                        + " reranker, found number " + rank.index() + " again or not among them");
            }
            seen.set(rank.index());
        }
        return List.copyOf(ranks);
    }

    private record Ask(String question, List<String> passages) {}
}
