package dev.sluice.plugins.cache;

import dev.sluice.api.Usage;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** A usage as replicas share it: zeros are left out. */
final class UsageJson {

    private UsageJson() {}

    static Obj write(Usage usage) {
        Obj.Builder json = Json.object();
        put(json, "input", usage.input());
        put(json, "output", usage.output());
        put(json, "cached_input", usage.cachedInput());
        put(json, "cache_write", usage.cacheWrite());
        put(json, "long_cache_write", usage.longCacheWrite());
        put(json, "reasoning", usage.reasoning());
        put(json, "audio_input", usage.audioInput());
        put(json, "audio_output", usage.audioOutput());
        put(json, "image_input", usage.imageInput());
        put(json, "image_output", usage.imageOutput());
        return json.put("estimated", usage.estimated())
                .put("tier", usage.tier())
                .build();
    }

    private static void put(Obj.Builder json, String name, long tokens) {
        if (tokens != 0) {
            json.put(name, tokens);
        }
    }

    /**
     * Reads one.
     *
     * @param json as it was written; null, as versions write it that keep none, is none
     * @throws NumberFormatException if it holds a number that counts no tokens
     */
    static @Nullable Usage read(@Nullable Obj json) {
        if (json == null) {
            return null;
        }
        String tier = json.text("tier");
        return new Usage(
                tokens(json, "input"),
                tokens(json, "output"),
                tokens(json, "cached_input"),
                tokens(json, "cache_write"),
                tokens(json, "long_cache_write"),
                tokens(json, "reasoning"),
                tokens(json, "audio_input"),
                tokens(json, "audio_output"),
                tokens(json, "image_input"),
                tokens(json, "image_output"),
                Boolean.TRUE.equals(json.bool("estimated")),
                tier == null ? "" : tier);
    }

    private static long tokens(Obj json, String name) {
        Num number = json.number(name);
        return number == null ? 0 : Math.max(0, Long.parseLong(number.toString()));
    }
}
