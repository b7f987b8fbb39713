package dev.sluice.proxy.config;

import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import dev.sluice.api.model.Modality;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a model; what is not given is taken from the price list. */
@Doc("What is known of a model; what is not given is taken from conf/prices.yaml.")
public record FactSettings(
        @Nullable @Min(1) @Doc("Tokens that prompt and answer may have together.")
        Long contextWindow,

        @Nullable @Min(1) @Doc("Tokens that an answer may have.")
        Long maxOutput,

        @Doc("What it takes in.") Set<Modality> input,

        @Nullable @Doc("Whether it calls tools.") Boolean tools,

        @Nullable @Doc("Whether it can be held to a JSON Schema.")
        Boolean jsonSchema,

        @Doc("Whatever calls are routed by: region, data policy.")
        Map<String, String> labels,

        @Nullable @Doc("What it costs.") PriceSettings price) {}
