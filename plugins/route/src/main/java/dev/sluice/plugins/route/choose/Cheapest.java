package dev.sluice.plugins.route.choose;

import dev.sluice.api.Usage;
import dev.sluice.api.model.ModelFacts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Orders by what the call is expected to cost; targets whose prices nobody knows come last, in the order of the config. */
final class Cheapest implements Strategy.Ordering {

    @Override
    public Choice order(Ask ask, List<Candidate> candidates) {
        Usage usage = Usage.of(ask.promptTokens(), ask.expectedOutput());
        double[] figures = new double[candidates.size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = cost(candidates.get(i).facts(), usage);
        }
        List<Candidate> order = Ranks.ascending(candidates, figures);
        double least = cost(order.getFirst().facts(), usage);
        String shown = least == Double.MAX_VALUE ? "no prices known" : String.format(Locale.ROOT, "about $%.6f", least);
        return new Choice(order, "cheapest of " + candidates.size() + " that fit: " + shown);
    }

    private static double cost(ModelFacts facts, Usage usage) {
        BigDecimal cost = facts.cost(usage);
        return cost == null ? Double.MAX_VALUE : cost.doubleValue();
    }
}
