package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import org.jspecify.annotations.Nullable;

/** Reads token counts in the spellings of the servers that speak the dialect, and writes them in OpenAI's. */
public final class Usages {

    private Usages() {}

    /** The usage that a document with a {@code usage} tells; null if it tells none. */
    public static @Nullable Usage read(Obj body) {
        Obj usage = body.object("usage");
        if (usage == null && body.at("/x_groq/usage") instanceof Obj groq) {
            usage = groq;
        }
        long input = Numbers.count(usage, "prompt_tokens", "input_tokens");
        long output = Numbers.count(usage, "completion_tokens", "output_tokens");
        return (usage == null || (input < 0 && output < 0)) ? null : detailed(usage, zero(input), zero(output));
    }

    /** The {@code usage} of chat completions and completions. */
    static Obj ofChoices(Usage usage) {
        return Json.object(
                "prompt_tokens", usage.input(),
                "completion_tokens", usage.output(),
                "total_tokens", usage.total(),
                "prompt_tokens_details",
                        in(usage).put("audio_tokens", usage.audioInput()).build(),
                "completion_tokens_details",
                        out(usage).put("audio_tokens", usage.audioOutput()).build());
    }

    /** The {@code usage} of responses, which count no sound by itself. */
    static Obj ofResponse(Usage usage, Losses losses) {
        if (usage.audioInput() + usage.audioOutput() > 0) {
            losses.add("usage.audio_tokens", "were left out: responses count sound among all tokens");
        }
        return Json.object(
                "input_tokens", usage.input(),
                "input_tokens_details", in(usage).build(),
                "output_tokens", usage.output(),
                "output_tokens_details", out(usage).build(),
                "total_tokens", usage.total());
    }

    /** What was written to a cache, and pictures, have a field only where there were any: OpenAI itself seldom says. */
    private static Obj.Builder in(Usage usage) {
        return Json.object()
                .put("cached_tokens", usage.cachedInput())
                .putIfPresent("cache_write_tokens", positive(usage.cacheWrite()))
                .putIfPresent("image_tokens", positive(usage.imageInput()));
    }

    private static Obj.Builder out(Usage usage) {
        return Json.object()
                .put("reasoning_tokens", usage.reasoning())
                .putIfPresent("image_tokens", positive(usage.imageOutput()));
    }

    private static @Nullable Long positive(long count) {
        return count > 0 ? count : null;
    }

    private static Usage detailed(Obj usage, long input, long output) {
        Obj in = first(usage, "prompt_tokens_details", "input_tokens_details", "input_token_details");
        Obj out = first(usage, "completion_tokens_details", "output_tokens_details", "output_token_details");
        long cached = Numbers.count(in, "cached_tokens");
        long reasoning = zero(Numbers.count(out, "reasoning_tokens"));
        return new Usage(
                        input,
                        generated(usage, input, output, reasoning),
                        zero(cached >= 0 ? cached : Numbers.count(usage, "prompt_cache_hit_tokens")),
                        zero(Numbers.count(in, "cache_write_tokens", "cache_creation_tokens")),
                        reasoning,
                        zero(Numbers.count(in, "audio_tokens")),
                        zero(Numbers.count(out, "audio_tokens")),
                        false)
                .withImages(zero(Numbers.count(in, "image_tokens")), zero(Numbers.count(out, "image_tokens")));
    }

    /** xAI leaves reasoning out of the output, which shows in its total. */
    private static long generated(Obj usage, long input, long output, long reasoning) {
        long total = Numbers.count(usage, "total_tokens");
        return reasoning > 0 && total == input + output + reasoning ? output + reasoning : output;
    }

    /** The last of the names is that of realtime sessions. */
    private static @Nullable Obj first(Obj usage, String... names) {
        for (String name : names) {
            Obj details = usage.object(name);
            if (details != null) {
                return details;
            }
        }
        return null;
    }

    private static long zero(long count) {
        return Math.max(0, count);
    }
}
