package dev.sluice.proxy.upstream.openai;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * OpenAI and those who are compatible with it: a key in {@code authorization}, paths as they are.
 *
 * <p>Base URLs are those of the providers' own SDK documentation.
 */
public final class OpenAiKind implements ProviderKind {

    private static final String RESPONSES = "responses";

    @Override
    public Map<String, Preset> presets() {
        Map<String, Preset> presets = new LinkedHashMap<>();
        presets.put(
                "openai", bearer("https://api.openai.com/v1", "OPENAI_API_KEY").withPlainNames());
        presets.put("groq", bearer("https://api.groq.com/openai/v1", "GROQ_API_KEY"));
        presets.put(
                "mistral", chats("https://api.mistral.ai/v1", "MISTRAL_API_KEY").withPlainNames());
        presets.put(
                "deepseek",
                chats("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY").withPlainNames());
        presets.put("together", chats("https://api.together.xyz/v1", "TOGETHER_API_KEY"));
        presets.put("fireworks", bearer("https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"));
        presets.put("openrouter", bearer("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"));
        presets.put("xai", bearer("https://api.x.ai/v1", "XAI_API_KEY").withPlainNames());
        presets.put("perplexity", chats("https://api.perplexity.ai#v1", "PERPLEXITY_API_KEY"));
        presets.put("vllm", bearer("http://127.0.0.1:8000/v1", ""));
        presets.put("ollama", chats("http://127.0.0.1:11434/v1", ""));
        presets.put("lm-studio", bearer("http://127.0.0.1:1234/v1", ""));
        presets.put("llama.cpp", chats("http://127.0.0.1:8080/v1", ""));
        presets.put("sandbox", new Preset("sandbox", "", "", Auth.NONE));
        return presets;
    }

    @Override
    public Obj adapted(String preset, Obj body, Losses losses) {
        return Differences.of(preset).applied(body, losses);
    }

    private static Preset bearer(String baseUrl, String keyVariable) {
        return new Preset("openai", baseUrl, keyVariable, Auth.BEARER);
    }

    /** Those without responses. */
    private static Preset chats(String baseUrl, String keyVariable) {
        return bearer(baseUrl, keyVariable).lacking(RESPONSES, RESPONSES + "-input-tokens");
    }
}
