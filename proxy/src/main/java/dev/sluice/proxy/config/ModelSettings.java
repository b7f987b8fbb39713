package dev.sluice.proxy.config;

import dev.sluice.api.config.Binds;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Doc;
import java.util.List;

/** A model alias. */
@Doc("A model alias.")
public record ModelSettings(
        @Doc("Where calls for it may go, in order of preference.") @Binds(TargetSettings.class)
        List<ConfigNode> targets) {

    public ModelSettings {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("expected at least one target");
        }
    }

    /** A provider's model. */
    @Doc("A provider's model.")
    public record TargetSettings(
            @Doc("A provider of this file.") String provider,
            @Doc("The model's name there.") String model) {}
}
