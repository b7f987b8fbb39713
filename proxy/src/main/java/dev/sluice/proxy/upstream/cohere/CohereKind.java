package dev.sluice.proxy.upstream.cohere;

import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.util.Map;

/** Cohere: a key in {@code authorization}. */
public final class CohereKind implements ProviderKind {

    @Override
    public Map<String, Preset> presets() {
        return Map.of(
                "cohere", new Preset("cohere", "https://api.cohere.com", "CO_API_KEY", Auth.BEARER).withPlainNames());
    }
}
