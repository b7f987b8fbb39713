package dev.sluice.proxy.upstream.anthropic;

import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.util.Map;

/** Anthropic: a key in {@code x-api-key}, and the version of the API that a request follows in a field of its own. */
public final class AnthropicKind implements ProviderKind {

    @Override
    public Map<String, Preset> presets() {
        return Map.of(
                "anthropic",
                new Preset("anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", Auth.in("x-api-key"))
                        .withPlainNames());
    }

    @Override
    public Account account(String preset, ProviderSettings settings, Means means) {
        return new Versioned();
    }
}
