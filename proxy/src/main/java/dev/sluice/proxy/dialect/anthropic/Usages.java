package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes token counts. The dialect counts what was read from and written to the cache beside the input, not
 * within it.
 */
final class Usages {

    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String READ = "cache_read_input_tokens";
    private static final String WRITTEN = "cache_creation_input_tokens";
    private static final String BY_TTL = "cache_creation";
    private static final String MINUTES = "ephemeral_5m_input_tokens";
    private static final String HOUR = "ephemeral_1h_input_tokens";
    private static final String DETAILS = "output_tokens_details";
    private static final String THOUGHT = "thinking_tokens";

    private Usages() {}

    /** The usage that an object tells; null if it tells none. */
    static @Nullable Usage read(@Nullable Obj usage) {
        if (usage == null || (Numbers.count(usage, INPUT) < 0 && Numbers.count(usage, OUTPUT) < 0)) {
            return null;
        }
        Usage sum = one(usage);
        for (Obj pass : Texts.objects(usage.get("iterations")).toList()) {
            sum = "compaction".equals(pass.text("type")) ? plus(sum, one(pass)) : sum; // Billed, but not in the sums.
        }
        return sum;
    }

    private static Usage one(Obj usage) {
        long read = count(usage, READ);
        long written = written(usage);
        long kept = count(usage.object(BY_TTL), HOUR);
        long thought = count(usage.object(DETAILS), THOUGHT);
        long input = count(usage, INPUT) + read + written;
        return new Usage(input, count(usage, OUTPUT), read, written, kept, thought, 0, 0, false);
    }

    private static long written(Obj usage) {
        Obj byTtl = usage.object(BY_TTL);
        long each = count(byTtl, MINUTES) + count(byTtl, HOUR);
        return Math.max(each, count(usage, WRITTEN));
    }

    private static Usage plus(Usage a, Usage b) {
        return new Usage(
                a.input() + b.input(),
                a.output() + b.output(),
                a.cachedInput() + b.cachedInput(),
                a.cacheWrite() + b.cacheWrite(),
                a.longCacheWrite() + b.longCacheWrite(),
                a.reasoning() + b.reasoning(),
                0,
                0,
                false);
    }

    private static long count(@Nullable Obj object, String name) {
        return Math.max(0, Numbers.count(object, name));
    }

    /** What a stream says later replaces what it said before; it may say less. */
    static @Nullable Obj merge(@Nullable Obj before, @Nullable Obj after) {
        if (before == null || after == null) {
            return after == null ? before : after;
        }
        Obj merged = before;
        for (Member member : after) {
            merged = member.value() == Null.NULL ? merged : merged.with(member.name(), member.value());
        }
        return merged;
    }

    /** Tells what of a usage cannot be said here. */
    static void told(@Nullable Usage usage, Losses losses) {
        if (usage == null) {
            losses.add("usage", "is not known: zeros stand for it");
        } else if (usage.media() > 0) {
            losses.add("usage", "does not tell which of the tokens were sound or pictures");
        }
    }

    /** The usage as the dialect counts it. */
    static Obj write(@Nullable Usage usage) {
        Usage known = usage == null ? Usage.NONE : usage;
        Obj counts = Json.object(
                INPUT, Math.max(0, known.input() - known.cachedInput() - known.cacheWrite()),
                WRITTEN, known.cacheWrite(),
                READ, known.cachedInput(),
                OUTPUT, known.output());
        if (known.longCacheWrite() > 0) {
            long minutes = Math.max(0, known.cacheWrite() - known.longCacheWrite());
            counts = counts.with(BY_TTL, Json.object(MINUTES, minutes, HOUR, known.longCacheWrite()));
        }
        return known.reasoning() == 0 ? counts : counts.with(DETAILS, Json.object(THOUGHT, known.reasoning()));
    }
}
