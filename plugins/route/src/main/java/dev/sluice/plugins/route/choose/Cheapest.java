package dev.sluice.plugins.route.choose;

import java.util.List;

/** Orders by what the call is expected to cost; targets whose prices nobody knows come last, in the order of the config. */
final class Cheapest implements Strategy.Ordering {

    private static final int DIGITS = 6;
    private static final long MILLION = 1_000_000;

    @Override
    public Choice order(Ask ask, List<Candidate> candidates) {
        long prompt = ask.promptTokens();
        long answer = ask.expectedOutput();
        double[] figures = new double[candidates.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = candidates.get(i).tariff().cost(prompt, answer);
        }
        List<Candidate> order = Ranks.ascending(candidates, figures);
        return new Choice(order, "cheapest of " + figures.length + " that fit: " + shown(figures[0]));
    }

    /** Dollars to the millionth. A format would take longer than all the rest of choosing. */
    private static String shown(double dollars) {
        if (dollars == Tariff.UNKNOWN) {
            return "no prices known";
        }
        long millionths = Math.round(dollars * MILLION);
        String fraction = Long.toString(millionths % MILLION);
        return "about $" + millionths / MILLION + '.' + "0".repeat(DIGITS - fraction.length()) + fraction;
    }
}
