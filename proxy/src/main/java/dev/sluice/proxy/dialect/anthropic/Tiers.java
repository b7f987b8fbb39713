package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Reads and writes how a call was served; the dialect says it beside the tokens. */
final class Tiers {

    private static final String TIER = "service_tier";

    private Tiers() {}

    static @Nullable String read(@Nullable Obj usage) {
        String tier = usage == null ? null : usage.text(TIER);
        return "standard".equals(tier) ? "default" : tier;
    }

    static Obj write(Obj usage, @Nullable String tier) {
        return switch (tier) {
            case null -> usage;
            case "default", "standard" -> usage.with(TIER, Json.of("standard"));
            case "priority", "batch" -> usage.with(TIER, Json.of(tier));
            default -> usage; // A word that clients would not know, and need not.
        };
    }
}
