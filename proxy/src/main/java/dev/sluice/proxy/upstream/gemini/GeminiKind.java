package dev.sluice.proxy.upstream.gemini;

import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import dev.sluice.proxy.upstream.ProviderKind;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Google's AI Studio: a key in {@code x-goog-api-key}. */
public final class GeminiKind implements ProviderKind {

    @Override
    public Map<String, Preset> presets() {
        return Map.of(
                "gemini",
                new Preset(
                        "gemini",
                        "https://generativelanguage.googleapis.com",
                        "GEMINI_API_KEY",
                        Auth.in("x-goog-api-key")));
    }

    @Override
    public Account account(String preset, ProviderSettings settings, Means means) {
        return new StudioPaths(version(settings.baseUrl()));
    }

    /** The version at the end of a base URL as some SDKs write it; empty if there is none. */
    private static String version(@Nullable URI base) {
        String path =
                base == null || base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        int slash = path.lastIndexOf('/');
        String last = slash < 0 ? "" : path.substring(slash);
        return last.startsWith("/v1") && !last.equals("/v1") ? last : "";
    }
}
