package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes token counts.
 *
 * <p>Cohere counts twice: what the model read and wrote, its own preamble included ({@code tokens}), and what is billed of it
 * ({@code billed_units}). What is billed counts here; where that is not said, what was read and written.
 */
final class Usages {
    private static final String BILLED = "billed_units";
    private static final String TOKENS = "tokens";
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";

    private Usages() {}

    /** The usage that an object tells; null if it tells none. */
    static @Nullable Usage read(@Nullable Obj usage) {
        if (usage == null) {
            return null;
        }
        Usage billed = counts(usage.object(BILLED), 0);
        return billed == null ? counts(usage.object(TOKENS), Numbers.count(usage, "cached_tokens")) : billed;
    }

    private static @Nullable Usage counts(@Nullable Obj counts, long cached) {
        long input = Numbers.count(counts, INPUT);
        long output = Numbers.count(counts, OUTPUT);
        if (input < 0 && output < 0) {
            return null;
        }
        long known = Math.clamp(cached, 0, Math.max(0, input));
        return new Usage(Math.max(0, input), Math.max(0, output), known, 0, 0, 0, 0, false);
    }

    /** Spells usage: what was cached can only be said of tokens that were read. */
    static Obj write(Usage usage) {
        Obj counts = Json.object(INPUT, usage.input(), OUTPUT, usage.output());
        return usage.cachedInput() > 0
                ? Json.object(TOKENS, counts, "cached_tokens", usage.cachedInput())
                : Json.object(BILLED, counts, TOKENS, counts);
    }
}
