package dev.sluice.api.classify;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Judges texts, wherever its model runs. Called on any thread. */
public interface Classifier {

    /**
     * How much it takes on.
     *
     * @return the same for as long as it lives
     */
    Limits limits();

    /**
     * Judges one text. Returns at once.
     *
     * <p>To filters the host offers a classifier whose answer comes within {@link Limits#deadline}, or fails. A plugin's own is given at
     * most {@link Limits#parallel} texts at a time.
     *
     * @param text of any length; a model that reads less of it at a time judges it piece by piece
     * @return what was found, in any order: empty if nothing was; a failure if there is no answer
     */
    Future<List<Judgement>> classify(String text);

    /**
     * How much a classifier takes on.
     *
     * @param parallel most texts that are judged at a time
     * @param waiting most texts that wait for their turn; more are turned away at once
     * @param deadline how long an answer may take, the wait included
     */
    record Limits(int parallel, int waiting, Duration deadline) {

        public Limits {
            if (parallel < 1 || waiting < 0 || deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("expected a classifier with positive limits, found " + parallel
                        + " at a time, " + waiting + " waiting, a deadline of " + deadline);
            }
        }
    }
}
