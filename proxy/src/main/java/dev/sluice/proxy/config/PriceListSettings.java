package dev.sluice.proxy.config;

import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The price list that ships with Sluice. */
@Doc("What is known of the well-known models.")
public record PriceListSettings(
        @Min(1) @Max(1) @Doc("The version of this format.") int version,

        @Doc("Providers by the names of their presets.") Map<String, ProviderPrices> providers) {

    /** One provider's models. */
    @Doc("One provider's models.")
    public record ProviderPrices(
            @Doc("Where it publishes its prices.") URI source,

            @Doc("Other presets whose list prices are the same.")
            List<String> also,

            @Doc("Its models; a name also stands for its dated and -latest versions.")
            Map<String, FactSettings> models) {}
}
