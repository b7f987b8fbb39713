package dev.sluice.proxy.upstream;

import dev.sluice.api.Headers;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a header go on, in either direction.
 *
 * <p>Fields of one hop stay on it (RFC 9110, section 7.6.1): those of the fixed list, and those that {@code connection}
 * names. Towards the provider, so do the client's credentials, unless they are meant for it, and cookies.
 *
 * @param passCredentials whether the client's credentials are for the provider
 * @param forwarded what becomes of fields that say where a request came from
 * @param own fields that replace what the client sent, names in lower case
 */
record HeaderPolicy(boolean passCredentials, ForwardedPolicy forwarded, Map<String, String> own) {

    private static final Set<String> ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length",
            "http2-settings");
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    /** Copies the fields of a request that go on to the provider. */
    void request(Headers from, MultiMap to) {
        Set<String> named = named(from.get("connection"));
        from.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!ONE_HOP.contains(lower) && !named.contains(lower) && !own.containsKey(lower) && allowed(lower)) {
                to.add(name, value);
            }
        });
        own.forEach(to::set);
    }

    /** Copies the fields of a reply that go back to the client. */
    static Headers reply(MultiMap from) {
        Set<String> named = named(from.get("connection"));
        MultiMap to = MultiMap.caseInsensitiveMultiMap();
        from.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!ONE_HOP.contains(lower) && !named.contains(lower)) {
                to.add(name, value);
            }
        });
        return Headers.wrap(to);
    }

    private boolean allowed(String name) {
        if (CREDENTIALS.contains(name)) {
            return passCredentials;
        }
        if (name.startsWith("x-sluice-")) {
            return false;
        }
        return forwarded != ForwardedPolicy.DROP || !isForwarded(name);
    }

    private static boolean isForwarded(String name) {
        return name.equals("forwarded") || name.startsWith("x-forwarded-") || name.equals("x-real-ip");
    }

    private static Set<String> named(@Nullable String connection) {
        if (connection == null || connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String name : connection.split(",")) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
