package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.upstream.Presets.Auth;
import io.vertx.core.MultiMap;

/**
 * Callers' own keys with one provider, in place of the account's.
 *
 * @param provider its name in the config
 * @param auth where keys are written
 * @param required whether nobody is served without a key of their own
 */
record CallerKeys(String provider, Auth auth, boolean required) {

    /** Whether the caller has brought one. */
    boolean has(Call call) {
        return !auth.field().isEmpty() && ProviderKeys.of(call, provider) != null;
    }

    void write(Call call, MultiMap to) {
        Secret key = ProviderKeys.of(call, provider);
        if (key != null && !auth.field().isEmpty()) {
            to.set(auth.field(), auth.scheme() + key.reveal());
        }
    }

    /**
     * Refuses who should have brought one and has not.
     *
     * @throws CallError if so
     */
    void check(Call call) {
        if (required && !has(call)) {
            throw CallError.of(
                    Category.PERMISSION,
                    "provider_key_missing",
                    "Expected a key of your own with the provider '" + provider
                            + "', found none. Ask the operator of this proxy to add it.");
        }
    }
}
