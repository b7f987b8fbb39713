package dev.sluice.proxy.model;

import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.proxy.config.FactSettings;
import dev.sluice.proxy.config.PriceSettings;
import dev.sluice.proxy.config.PriceSettings.TierSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes facts out of what a file says, with every price that it leaves out filled in. */
final class Facts {

    private Facts() {}

    static ModelFacts of(FactSettings settings) {
        PriceSettings price = settings.price();
        return new ModelFacts(
                "",
                settings.contextWindow(),
                settings.maxOutput(),
                settings.input(),
                settings.tools(),
                settings.jsonSchema(),
                settings.labels(),
                price == null ? null : prices(price));
    }

    private static Prices prices(PriceSettings price) {
        Rates base = new Rates(
                price.input(),
                price.output(),
                or(price.cachedInput(), price.input()),
                or(price.cacheWrite(), price.input()),
                or(price.longCacheWrite(), or(price.cacheWrite(), price.input())),
                or(price.reasoning(), price.output()),
                or(price.audioInput(), price.input()),
                or(price.audioOutput(), price.output()),
                or(price.imageInput(), price.input()),
                or(price.imageOutput(), price.output()));
        List<Prices.Tier> tiers = new ArrayList<>(List.of(new Prices.Tier(-1, base)));
        price.tiers().forEach(tier -> tiers.add(new Prices.Tier(tier.above(), rates(tier))));
        return new Prices(tiers, services(price));
    }

    /** By the words that replies say. */
    private static Map<String, BigDecimal> services(PriceSettings price) {
        Map<String, BigDecimal> shares = new HashMap<>();
        shares.computeIfAbsent("batch", word -> price.batch());
        shares.computeIfAbsent("flex", word -> price.flex());
        shares.computeIfAbsent("priority", word -> price.priority());
        return shares;
    }

    private static Rates rates(TierSettings tier) {
        BigDecimal input = tier.input();
        BigDecimal output = tier.output();
        BigDecimal written = or(tier.cacheWrite(), input);
        BigDecimal kept = or(tier.longCacheWrite(), written);
        return new Rates(
                input, output, or(tier.cachedInput(), input), written, kept, output, input, output, input, output);
    }

    private static BigDecimal or(@Nullable BigDecimal given, BigDecimal otherwise) {
        return given == null ? otherwise : given;
    }
}
