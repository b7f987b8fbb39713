package dev.sluice.plugins.route.choose;

import io.vertx.core.Future;
import java.util.List;

/** Puts candidates in order, or sends the call elsewhere. */
@FunctionalInterface
public interface Strategy {

    /**
     * Chooses.
     *
     * @param ask the call, and what is known of it
     * @param candidates those that fit, in the order of the config, at least one
     * @return all of them, best first; or others
     */
    Future<Choice> choose(Ask ask, List<Candidate> candidates);

    /** Whether it may choose others than the candidates, so that it is asked even where there is one. */
    default boolean leadsElsewhere() {
        return false;
    }

    /** A strategy that knows at once. */
    static Strategy atOnce(Ordering ordering) {
        return (ask, candidates) -> Future.succeededFuture(ordering.order(ask, candidates));
    }

    /** Puts candidates in order, without having to ask anybody. */
    @FunctionalInterface
    interface Ordering {

        /** All of the candidates, best first. */
        Choice order(Ask ask, List<Candidate> candidates);
    }
}
