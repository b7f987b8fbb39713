package dev.sluice.api.rerank;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Puts passages in order, wherever its model runs. Called on any thread. */
public interface Reranker {

    /**
     * How much it takes on.
     *
     * @return the same for as long as it lives
     */
    Limits limits();

    /**
     * Puts passages in order. Returns at once.
     *
     * <p>To filters the host offers a reranker whose answer comes within {@link Limits#deadline}, or fails. A plugin's own is given at
     * most {@link Limits#parallel} questions at a time, none without passages, and none with more than {@link Limits#passages}.
     *
     * @param question what the passages shall answer
     * @param passages at least one, of any length; what the model does not read of one is left out
     * @return the best first, each passage at most once; those left out are worse than all others. A failure if there is no answer
     */
    Future<List<Rank>> rerank(String question, List<String> passages);

    /**
     * How much a reranker takes on.
     *
     * @param passages most passages of one question; more are refused
     * @param parallel most questions at a time
     * @param waiting most questions that wait for their turn; more are turned away at once
     * @param deadline how long an answer may take, the wait included
     */
    record Limits(int passages, int parallel, int waiting, Duration deadline) {

        public Limits {
            if (passages < 1 || parallel < 1 || waiting < 0 || deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("expected a reranker with positive limits, found " + passages
                        + " passages, " + parallel + " at a time, " + waiting + " waiting, a deadline of " + deadline);
            }
        }
    }
}
