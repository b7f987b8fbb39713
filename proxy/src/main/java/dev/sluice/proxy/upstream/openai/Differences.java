package dev.sluice.proxy.upstream.openai;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a provider says otherwise than OpenAI's chat completions, as data.
 *
 * @param renamed fields that have another name
 * @param words values of fields, by field and word, that have another word
 * @param unknown fields that it refuses, or takes and ignores
 * @param messages what becomes of the messages
 */
record Differences(
        Map<String, String> renamed,
        Map<String, Map<String, String>> words,
        Set<String> unknown,
        UnaryOperator<Json> messages) {
    private static final Map<String, String> MAX_TOKENS = Map.of("max_completion_tokens", "max_tokens");
    private static final Differences NONE = new Differences(Map.of(), Map.of(), Set.of(), UnaryOperator.identity());
    private static final Map<String, Differences> BY_PRESET = Map.of(
            "mistral",
            new Differences(
                    Map.of("max_completion_tokens", "max_tokens", "seed", "random_seed"),
                    Map.of("tool_choice", Map.of("required", "any")),
                    Set.of(
                            "logit_bias",
                            "logprobs",
                            "top_logprobs",
                            "user",
                            "service_tier",
                            "store",
                            "stream_options",
                            "prompt_cache_key",
                            "verbosity",
                            "top_k"),
                    MistralMessages::written),
            "deepseek",
            taking(MAX_TOKENS, "n", "seed", "logit_bias", "parallel_tool_calls", "user", "service_tier", "verbosity"),
            "perplexity",
            taking(
                    MAX_TOKENS,
                    "n",
                    "seed",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "user",
                    "service_tier",
                    "stop",
                    "verbosity"),
            "groq",
            taking(Map.of(), "n", "logit_bias", "logprobs", "top_logprobs", "store", "prompt_cache_key", "verbosity"),
            "together",
            taking(MAX_TOKENS, "store", "prompt_cache_key", "verbosity", "service_tier"),
            "ollama",
            taking(
                    MAX_TOKENS,
                    "n",
                    "logit_bias",
                    "tool_choice",
                    "parallel_tool_calls",
                    "user",
                    "service_tier",
                    "store",
                    "prompt_cache_key",
                    "verbosity"),
            "llama.cpp",
            taking(MAX_TOKENS, "user", "service_tier", "store", "prompt_cache_key", "verbosity"));

    Differences {
        renamed = Map.copyOf(renamed);
        words = Map.copyOf(words);
        unknown = Set.copyOf(unknown);
    }

    private static Differences taking(Map<String, String> renamed, String... unknown) {
        return new Differences(renamed, Map.of(), Set.of(unknown), UnaryOperator.identity());
    }

    /** The presets that have any. */
    static List<String> presets() {
        return BY_PRESET.keySet().stream().sorted().toList();
    }

    static Differences of(String preset) {
        return BY_PRESET.getOrDefault(preset, NONE);
    }

    /** Says a request in the provider's words. */
    Obj applied(Obj body, Losses losses) {
        if (equals(NONE)) {
            return body;
        }
        Obj.Builder said = Json.object();
        for (Member member : body) {
            String name = member.name();
            if (unknown.contains(name)) {
                losses.add(name, "is not taken by this provider and was left out");
            } else {
                said.put(renamed.getOrDefault(name, name), value(name, member.value()));
            }
        }
        return said.build();
    }

    private Json value(String name, Json value) {
        if (name.equals("messages")) {
            return messages.apply(value);
        }
        String word =
                value instanceof Str text ? words.getOrDefault(name, Map.of()).get(text.value()) : null;
        return word == null ? value : Json.of(word);
    }
}
