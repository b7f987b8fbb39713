package dev.sluice.proxy.boot;

import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.upstream.Provider;

/** Makes a provider out of its settings; nothing is connected yet. */
@FunctionalInterface
public interface ProviderMaker {

    /**
     * Makes a provider.
     *
     * @param name as in the config
     * @param settings as in the config
     * @param server of the same config
     * @return the provider
     * @throws IllegalArgumentException if the settings make none; says what was expected
     */
    Provider make(String name, ProviderSettings settings, ServerSettings server);
}
