package dev.sluice.api;

/**
 * Where a call can go: a model of a provider.
 *
 * @param provider the provider's name in the config
 * @param model the model's name as that provider knows it; empty for calls that name no model (files, batches)
 */
public record Target(String provider, String model) {

    /** {@code provider/model}, as clients may write it and as {@code x-sluice-target} shows it. */
    @Override
    public String toString() {
        return model.isEmpty() ? provider : provider + "/" + model;
    }
}
