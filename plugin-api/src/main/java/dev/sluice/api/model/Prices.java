package dev.sluice.api.model;

import dev.sluice.api.Usage;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a model costs. Providers that charge more for long prompts charge it for the whole call, so one tier holds for all of a
 * call's tokens.
 *
 * @param tiers by {@code above}, ascending; the first is above -1, so that every call has one
 * @param batch the share of these prices that a batch costs; 1 where batches are no cheaper
 */
public record Prices(List<Tier> tiers, BigDecimal batch) {

    public Prices {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one tier of prices");
        }
    }

    /**
     * Rates for prompts of some length.
     *
     * @param above they hold for prompts of more tokens than this
     * @param rates the rates
     */
    public record Tier(long above, Rates rates) {}

    /**
     * The same prices for every prompt, whatever its length.
     *
     * @param rates the rates
     * @return prices of one tier, no cheaper in batches
     */
    public static Prices of(Rates rates) {
        return new Prices(List.of(new Tier(-1, rates)), BigDecimal.ONE);
    }

    /**
     * The rates for a prompt.
     *
     * @param input its tokens, cached ones included
     * @return those of the highest tier that it reaches
     */
    public Rates at(long input) {
        Rates rates = tiers.getFirst().rates();
        for (Tier tier : tiers) {
            rates = input > tier.above() ? tier.rates() : rates;
        }
        return rates;
    }

    /**
     * What a call costs.
     *
     * @param usage its tokens, each of which is paid for once
     * @return US dollars, exact
     */
    public BigDecimal cost(Usage usage) {
        return at(usage.input()).cost(usage);
    }

    /**
     * What a call costs in a batch.
     *
     * @param usage its tokens, each of which is paid for once
     * @return US dollars, exact
     */
    public BigDecimal batchCost(Usage usage) {
        return cost(usage).multiply(batch);
    }
}
