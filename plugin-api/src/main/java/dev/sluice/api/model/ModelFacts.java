package dev.sluice.api.model;

import dev.sluice.api.Usage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider's model.
 *
 * @param dialect the wire API that its provider speaks; empty if there is no such provider
 * @param contextWindow tokens that prompt and answer may have together; null if not known
 * @param maxOutput tokens that an answer may have; null if not known
 * @param input what it takes in; empty if not known
 * @param tools whether it calls tools; null if not known
 * @param jsonSchema whether it can be held to a JSON Schema; null if not known
 * @param labels the operator's own: region, data policy, whatever calls are routed by
 * @param prices what it costs; null if not known
 */
public record ModelFacts(
        String dialect,
        @Nullable Long contextWindow,
        @Nullable Long maxOutput,
        Set<Modality> input,
        @Nullable Boolean tools,
        @Nullable Boolean jsonSchema,
        Map<String, String> labels,
        @Nullable Prices prices) {

    /** Nothing is known. */
    public static final ModelFacts NONE = new ModelFacts("", null, null, Set.of(), null, null, Map.of(), null);

    public ModelFacts {
        input = Set.copyOf(input);
        labels = Map.copyOf(labels);
    }

    /**
     * What a call costs.
     *
     * @param usage its tokens
     * @return US dollars, exact; null if the prices are not known
     */
    public @Nullable BigDecimal cost(Usage usage) {
        return prices == null ? null : prices.cost(usage);
    }

    /**
     * Whether {@link #cost} has to assume usual service, since no price is known of how a call was served.
     *
     * @param usage says how
     * @return true if so
     */
    public boolean assumes(Usage usage) {
        return prices != null && !prices.isKnown(usage);
    }

    /**
     * Completes what is known here.
     *
     * @param more counts where it says something; its labels are added
     * @return both together
     */
    public ModelFacts with(ModelFacts more) {
        Map<String, String> both = new HashMap<>(labels);
        both.putAll(more.labels);
        return new ModelFacts(
                more.dialect.isEmpty() ? dialect : more.dialect,
                more.contextWindow == null ? contextWindow : more.contextWindow,
                more.maxOutput == null ? maxOutput : more.maxOutput,
                more.input.isEmpty() ? input : more.input,
                more.tools == null ? tools : more.tools,
                more.jsonSchema == null ? jsonSchema : more.jsonSchema,
                both,
                more.prices == null ? prices : more.prices);
    }
}
