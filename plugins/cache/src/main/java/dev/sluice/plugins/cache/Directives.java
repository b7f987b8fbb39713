package dev.sluice.plugins.cache;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Headers;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the cache: {@code cache-control} as RFC 9111 has it, and {@code x-sluice-cache-namespace}.
 *
 * @param read whether an answer that is kept will do
 * @param keep whether the answer may be kept
 * @param maxAge how old it may be; null for as old as it is
 * @param namespace keeps answers apart from those of other namespaces; empty for the common one
 */
record Directives(boolean read, boolean keep, @Nullable Duration maxAge, String namespace) {

    private static final int LONGEST = 64;
    private static final Directives NONE = new Directives(true, true, null, "");

    static Directives of(Headers headers) {
        String control = headers.get("cache-control");
        String namespace = headers.get("x-sluice-cache-namespace");
        if (control == null && namespace == null) {
            return NONE;
        }
        return parse(control == null ? "" : control.toLowerCase(Locale.ROOT), checked(namespace));
    }

    private static Directives parse(String control, String namespace) {
        boolean read = true;
        boolean keep = true;
        Duration maxAge = null;
        for (String directive : control.split(",", -1)) {
            String word = directive.strip();
            if (word.equals("no-store")) {
                read = false;
                keep = false;
            } else if (word.equals("no-cache")) {
                read = false;
            } else if (word.startsWith("max-age=")) {
                maxAge = seconds(word.substring("max-age=".length()));
            }
        }
        return new Directives(read, keep, maxAge, namespace);
    }

    boolean accepts(Duration age) {
        return maxAge == null || age.compareTo(maxAge) <= 0;
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.max(0, Integer.parseInt(text.strip())));
        } catch (NumberFormatException e) {
            return Duration.ZERO; // RFC 9111, 4.2.1: what cannot be read is taken for stale.
        }
    }

    private static String checked(@Nullable String namespace) {
        if (namespace == null) {
            return "";
        }
        if (namespace.length() > LONGEST) {
            throw CallError.of(
                            Category.INVALID_REQUEST,
                            "invalid_cache_namespace",
                            "Expected an x-sluice-cache-namespace of at most " + LONGEST + " characters, found "
                                    + namespace.length() + ".")
                    .withParam("x-sluice-cache-namespace");
        }
        return namespace;
    }
}
