package dev.sluice.api;

import dev.sluice.api.config.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a caller has with providers by itself. A provider gets the caller's in place of the one in its config.
 *
 * @param byProvider the keys, by the provider's name in the config
 */
public record ProviderKeys(Map<String, Secret> byProvider) {

    /** Attached to calls by whoever knows the caller. */
    public static final Key<ProviderKeys> KEY = Key.of("sluice.provider-keys", ProviderKeys.class);

    public ProviderKeys {
        byProvider = Map.copyOf(byProvider);
    }

    /**
     * The key that a call brings for a provider.
     *
     * @param call which
     * @param provider its name in the config
     * @return null if it brings none
     */
    public static @Nullable Secret of(Call call, String provider) {
        ProviderKeys keys = call.get(KEY);
        return keys == null ? null : keys.byProvider().get(provider);
    }
}
