package dev.sluice.plugins.route.choose;

import dev.sluice.plugins.route.targets.TargetState;
import java.util.List;
import java.util.random.RandomGenerator;

/** Orders by how busy and how fast targets are at the moment. */
final class Load {

    private static final int TOKENS_OF_A_CALL = 1000;

    private Load() {}

    /** The fewest calls under way first, then the fewest tokens; who is level is shuffled. */
    static Choice leastBusy(List<Candidate> candidates, RandomGenerator random) {
        double[] figures = new double[candidates.size()];
        for (int i = 0; i < figures.length; i++) {
            var state = candidates.get(i).state();
            figures[i] = state.inFlight() + Math.min(0.5, state.tokensInFlight() * 1e-9) + random.nextDouble() * 1e-3;
        }
        List<Candidate> order = Ranks.ascending(candidates, figures);
        return new Choice(order, "least busy: " + order.getFirst().state().inFlight() + " under way");
    }

    /**
     * The better of two drawn at random goes first, so that not every caller runs to the same target at once (the power of two
     * choices); the others follow by figure, for fallbacks and hedges.
     */
    static Choice fastest(Ask ask, List<Candidate> candidates, RandomGenerator random) {
        double[] figures = new double[candidates.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = expected(ask, candidates.get(i));
        }
        int one = random.nextInt(figures.length);
        int other = (one + 1 + random.nextInt(figures.length - 1)) % figures.length;
        int first = figures[one] <= figures[other] ? one : other;
        double expected = figures[first];
        figures[first] = -1;
        List<Candidate> order = Ranks.ascending(candidates, figures);
        return new Choice(order, "fastest of two: " + Math.round(expected / 1e6) + " ms expected");
    }

    /**
     * Nanoseconds to the end of the reply. What nothing is known of counts as fast, so that it is tried. What is under way slows a
     * server of one's own down in proportion and a large provider not at all: the root is between the two.
     */
    private static double expected(Ask ask, Candidate candidate) {
        var state = candidate.state();
        boolean streamed = ask.call().streamed();
        double busy = busy(state);
        double begin = state.latency(streamed, ask.now()) * Math.sqrt(1 + busy);
        return begin + (streamed ? state.perToken(ask.now()) * ask.usualOutput() : 0) + busy;
    }

    /** Calls under way, half by their number and half by their tokens: a long prompt keeps a model busy for longer. */
    private static double busy(TargetState state) {
        return state.inFlight() / 2.0 + state.tokensInFlight() / (2.0 * TOKENS_OF_A_CALL);
    }
}
