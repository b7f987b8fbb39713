package dev.sluice.proxy.config;

import dev.sluice.api.config.Binds;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.NamedNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name under {@code models}: an alias with its targets, or a provider's model with what is known of it. */
@Doc("A model alias with its targets; or, for a name like openai/gpt-5-mini or openai/*, what is known of that model.")
public record ModelSettings(
        @Doc("Where calls for the alias may go, in order of preference.") @Binds(TargetSettings.class)
        List<ConfigNode> targets,

        @Nullable @Doc(
                "How one of the targets is chosen: a strategy of the filter that routes, or its name with settings, as in {weighted: {sticky: caller}}.")
        NamedNode strategy,

        @Nullable @Doc("What is known of provider/model; counts before conf/prices.yaml.")
        FactSettings facts) {

    public ModelSettings {
        if (targets.isEmpty() == (facts == null)) {
            throw new IllegalArgumentException("expected at least one target, or facts, and not both");
        }
        if (facts != null && strategy != null) {
            throw new IllegalArgumentException("expected a strategy only beside targets");
        }
    }

    /** A provider's model. */
    @Doc("A provider's model.")
    public record TargetSettings(
            @Doc("A provider of this file.") String provider,
            @Doc("The model's name there.") String model,

            @Default("1")
            @Min(0) @Doc("Its share of the calls among the others' weights, for strategies that share them out.")
            int weight) {}
}
