package dev.sluice.plugins.route.choose;

import java.util.List;

/** Puts candidates in order. */
@FunctionalInterface
public interface Strategy {

    /**
     * Orders.
     *
     * @param ask the call, and what is known of it
     * @param candidates those that fit, in the order of the config, at least two
     * @return all of them, best first; or, where a rule says so, others
     */
    Choice choose(Ask ask, List<Candidate> candidates);
}
