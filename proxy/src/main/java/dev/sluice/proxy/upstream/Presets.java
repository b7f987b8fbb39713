package dev.sluice.proxy.upstream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Providers known by name, so that a config need not spell them out.
 *
 * <p>Base URLs are those of the providers' own SDK documentation.
 */
public final class Presets {

    private static final Map<String, Preset> BY_NAME = table();

    private Presets() {}

    /**
     * A provider's defaults.
     *
     * @param dialect the wire API that it speaks
     * @param baseUrl as an SDK would have it; empty if each account has its own
     * @param keyVariable the environment variable that SDKs read its key from; empty if it takes none
     * @param auth how the key is sent
     */
    public record Preset(String dialect, String baseUrl, String keyVariable, Auth auth) {}

    /** How a key is sent. */
    public enum Auth {
        /** {@code authorization: Bearer KEY}. */
        BEARER,
        /** {@code api-key: KEY}. */
        API_KEY,
        /** Not at all. */
        NONE
    }

    /**
     * Finds a preset.
     *
     * @param name such as {@code groq}
     * @return empty if there is none of that name
     */
    public static Optional<Preset> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * All presets.
     *
     * @return by name, in the order in which they are shown
     */
    public static Map<String, Preset> all() {
        return BY_NAME;
    }

    private static Map<String, Preset> table() {
        Map<String, Preset> table = new LinkedHashMap<>();
        table.put("openai", bearer("https://api.openai.com/v1", "OPENAI_API_KEY"));
        table.put("azure-openai", new Preset("openai", "", "AZURE_OPENAI_API_KEY", Auth.API_KEY));
        table.put("groq", bearer("https://api.groq.com/openai/v1", "GROQ_API_KEY"));
        table.put("mistral", bearer("https://api.mistral.ai/v1", "MISTRAL_API_KEY"));
        table.put("deepseek", bearer("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"));
        table.put("together", bearer("https://api.together.xyz/v1", "TOGETHER_API_KEY"));
        table.put("fireworks", bearer("https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"));
        table.put("openrouter", bearer("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"));
        table.put("xai", bearer("https://api.x.ai/v1", "XAI_API_KEY"));
        table.put("perplexity", bearer("https://api.perplexity.ai#v1", "PERPLEXITY_API_KEY"));
        table.put("vllm", local("http://127.0.0.1:8000/v1"));
        table.put("ollama", local("http://127.0.0.1:11434/v1"));
        table.put("lm-studio", local("http://127.0.0.1:1234/v1"));
        table.put("llama.cpp", local("http://127.0.0.1:8080/v1"));
        table.put("sandbox", new Preset("sandbox", "", "", Auth.NONE));
        return java.util.Collections.unmodifiableMap(table);
    }

    private static Preset bearer(String baseUrl, String keyVariable) {
        return new Preset("openai", baseUrl, keyVariable, Auth.BEARER);
    }

    private static Preset local(String baseUrl) {
        return new Preset("openai", baseUrl, "", Auth.BEARER);
    }
}
