package dev.sluice.api.retrieve;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Finds passages of documents, wherever these lie. Called on any thread. */
public interface Retriever {

    /**
     * How much it takes on.
     *
     * @return the same for as long as it lives
     */
    Limits limits();

    /**
     * Whether it compares vectors: then a search brings one, made by the config's embedder, which has to be the one that the documents were
     * embedded with.
     *
     * @return false if it searches by words alone; the same for as long as it lives
     */
    boolean comparesVectors();

    /**
     * Searches. Returns at once.
     *
     * <p>To filters the host offers a retriever whose answer comes within {@link Limits#deadline}, or fails. A plugin's own is given at
     * most {@link Limits#parallel} searches at a time.
     *
     * @param search what for, and for whom
     * @return the best first, at most as many as are wanted; a failure if they cannot be had
     */
    Future<List<Passage>> retrieve(Search search);

    /**
     * How much a retriever takes on.
     *
     * @param parallel most searches at a time
     * @param waiting most searches that wait for their turn; more are turned away at once
     * @param deadline how long an answer may take, the wait included
     */
    record Limits(int parallel, int waiting, Duration deadline) {

        public Limits {
            if (parallel < 1 || waiting < 0 || deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("expected a retriever with positive limits, found " + parallel
                        + " at a time, " + waiting + " waiting, a deadline of " + deadline);
            }
        }
    }
}
