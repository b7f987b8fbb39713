package dev.sluice.plugins.route.choose;

import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import java.util.List;

/**
 * A model's prices as fast to work with as comparing targets needs, and no more exact than that: bills are made from
 * {@link Prices}.
 */
final class Tariff {

    /** What nobody knows the price of. */
    static final double UNKNOWN = Double.MAX_VALUE;

    private static final double MILLION = 1e6;

    private final long[] above;
    private final double[] input;
    private final double[] output;

    private Tariff(List<Prices.Tier> tiers) {
        this.above = tiers.stream().mapToLong(Prices.Tier::above).toArray();
        this.input = tiers.stream()
                .mapToDouble(tier -> tier.rates().input().doubleValue() / MILLION)
                .toArray();
        this.output = tiers.stream()
                .mapToDouble(tier -> tier.rates().output().doubleValue() / MILLION)
                .toArray();
    }

    static Tariff of(ModelFacts facts) {
        return new Tariff(facts.prices() == null ? List.of() : facts.prices().tiers());
    }

    /** US dollars for tokens of a prompt and an answer; {@link #UNKNOWN} if there are no prices. */
    double cost(long prompt, long answer) {
        double cost = UNKNOWN;
        for (int i = 0; i < above.length && (i == 0 || prompt > above[i]); i++) {
            cost = prompt * input[i] + answer * output[i];
        }
        return cost;
    }
}
