package dev.sluice.plugins.route.choose;

import java.util.List;
import java.util.random.RandomGenerator;

/** Orders by how busy and how fast targets are at the moment. */
final class Load {

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
     * Nanoseconds to the end of the reply. What nothing is known of counts as fast, so that it is tried. Calls under way slow a
     * server of one's own down in proportion and a large provider not at all: their root is between the two.
     */
    private static double expected(Ask ask, Candidate candidate) {
        var state = candidate.state();
        boolean streamed = ask.call().streamed();
        double begin = state.latency(streamed, ask.now()) * Math.sqrt(state.inFlight() + 1);
        return begin + (streamed ? state.perToken(ask.now()) * ask.usualOutput() : 0) + state.inFlight();
    }
}
