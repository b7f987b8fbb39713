package dev.sluice.proxy.upstream.ollama;

import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.util.Map;

/** Ollama by its own API; the preset {@code ollama} is the same server by OpenAI's. */
public final class OllamaKind implements ProviderKind {

    @Override
    public Map<String, Preset> presets() {
        return Map.of("ollama-native", new Preset("ollama", "http://127.0.0.1:11434", "", Auth.BEARER));
    }
}
