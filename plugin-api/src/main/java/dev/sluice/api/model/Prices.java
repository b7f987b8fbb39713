package dev.sluice.api.model;

import dev.sluice.api.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a model costs. Providers that charge more for long prompts charge it for the whole call, so one tier holds for all of a
 * call's tokens.
 *
 * @param tiers by {@code above}, ascending; the first is above -1, so that every call has one
 * @param services what calls cost that are not served as usual, as shares of these prices, by the provider's word for it
 *     ({@code batch}, {@code flex}, {@code priority})
 */
public record Prices(List<Tier> tiers, Map<String, BigDecimal> services) {

    public Prices {
        tiers = List.copyOf(tiers);
        services = Map.copyOf(services);
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
     * @return prices of one tier; how much other services cost is not known
     */
    public static Prices of(Rates rates) {
        return new Prices(List.of(new Tier(-1, rates)), Map.of());
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
     * @param usage its tokens, each of which is paid for once, and how it was served
     * @return US dollars, exact; as if it was served as usual where no price {@linkplain #isKnown is known} of how it was
     */
    public BigDecimal cost(Usage usage) {
        BigDecimal usual = at(usage.input()).cost(usage);
        BigDecimal share = usage.tier().isEmpty() ? null : services.get(usage.tier());
        return share == null ? usual : usual.multiply(share);
    }

    /**
     * Whether it is known what such a call costs.
     *
     * @param usage says how it was served
     * @return false if its price is that of usual service for want of its own
     */
    public boolean isKnown(Usage usage) {
        return usage.tier().isEmpty() || services.containsKey(usage.tier());
    }
}
