package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/** Reads and writes token counts; what was read from and written to the cache stands beside the input. */
final class ConverseUsage {

    private static final String INPUT = "inputTokens";
    private static final String OUTPUT = "outputTokens";
    private static final String READ = "cacheReadInputTokens";
    private static final String WRITTEN = "cacheWriteInputTokens";
    private static final String DETAILS = "cacheDetails";
    private static final String HOUR = "1h";

    private ConverseUsage() {}

    static @Nullable Usage read(@Nullable Obj usage) {
        long input = Numbers.count(usage, INPUT);
        long output = Numbers.count(usage, OUTPUT);
        if (input < 0 && output < 0) {
            return null;
        }
        long read = Math.max(0, Numbers.count(usage, READ));
        long written = Math.max(0, Numbers.count(usage, WRITTEN));
        long all = Math.max(0, input) + read + written;
        return new Usage(all, Math.max(0, output), read, written, kept(usage), 0, 0, 0, false);
    }

    /** What of it was written to be kept for an hour, which costs more. */
    private static long kept(@Nullable Obj usage) {
        return Texts.objects(usage == null ? null : usage.get(DETAILS))
                .filter(detail -> HOUR.equals(detail.text("ttl")))
                .mapToLong(detail -> Math.max(0, Numbers.count(detail, INPUT)))
                .sum();
    }

    /** Tells what of a usage cannot be said here. */
    static void told(@Nullable Usage usage, Losses losses) {
        if (usage == null) {
            losses.add("usage", "is not known: zeros stand for it");
        } else if (usage.media() + usage.reasoning() > 0) {
            losses.add("usage", "does not tell which of the tokens were thinking, sound or pictures");
        }
    }

    static Obj write(@Nullable Usage usage) {
        Usage known = usage == null ? Usage.NONE : usage;
        Obj counts = Json.object(
                INPUT,
                Math.max(0, known.input() - known.cachedInput() - known.cacheWrite()),
                OUTPUT,
                known.output(),
                "totalTokens",
                known.total(),
                READ,
                known.cachedInput(),
                WRITTEN,
                known.cacheWrite());
        if (known.longCacheWrite() == 0) {
            return counts;
        }
        long minutes = Math.max(0, known.cacheWrite() - known.longCacheWrite());
        return counts.with(
                DETAILS,
                Json.array(
                        Json.object("ttl", "5m", INPUT, minutes),
                        Json.object("ttl", HOUR, INPUT, known.longCacheWrite())));
    }
}
