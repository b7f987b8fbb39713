package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import org.jspecify.annotations.Nullable;

/** Reads token counts in the spellings of the servers that speak the dialect. */
final class Usages {

    private Usages() {}

    /** The usage that a document with a {@code usage} tells; null if it tells none. */
    static @Nullable Usage read(Obj body) {
        Obj usage = body.object("usage");
        if (usage == null && body.at("/x_groq/usage") instanceof Obj groq) {
            usage = groq;
        }
        long input = Numbers.count(usage, "prompt_tokens", "input_tokens");
        long output = Numbers.count(usage, "completion_tokens", "output_tokens");
        return (usage == null || (input < 0 && output < 0)) ? null : detailed(usage, zero(input), zero(output));
    }

    private static Usage detailed(Obj usage, long input, long output) {
        Obj in = first(usage, "prompt_tokens_details", "input_tokens_details");
        Obj out = first(usage, "completion_tokens_details", "output_tokens_details");
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
                false);
    }

    /** xAI leaves reasoning out of the output, which shows in its total. */
    private static long generated(Obj usage, long input, long output, long reasoning) {
        long total = Numbers.count(usage, "total_tokens");
        return reasoning > 0 && total == input + output + reasoning ? output + reasoning : output;
    }

    private static @Nullable Obj first(Obj usage, String name, String otherwise) {
        Obj first = usage.object(name);
        return first == null ? usage.object(otherwise) : first;
    }

    private static long zero(long count) {
        return Math.max(0, count);
    }
}
