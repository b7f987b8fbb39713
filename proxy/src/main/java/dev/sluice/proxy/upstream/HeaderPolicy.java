package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of a header go on, in either direction.
 *
 * <p>Fields of one hop stay on it (RFC 9110, section 7.6.1): those of the fixed list, and those that {@code connection}
 * names. Towards the provider, so do the client's credentials, unless they are meant for it, and cookies; and where the reply
 * will be read, if only for what it used, codings are asked for that can be undone here.
 *
 * @param passCredentials whether the client's credentials are for the provider
 * @param forwarded what becomes of fields that say where a request came from
 * @param own fields that replace what the client sent, names in lower case
 * @param callers keys of callers' own, which replace the account's
 */
record HeaderPolicy(boolean passCredentials, ForwardedPolicy forwarded, Map<String, String> own, CallerKeys callers) {

    private static final Set<String> ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length",
            "http2-settings");
    /** Fields in which clients show who they are. */
    static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "x-amz-security-token", "cookie");

    /** Copies the fields of a request that go on to the provider. */
    void request(Call call, MultiMap to) {
        Headers from = call.headers();
        Set<String> named = named(from.all("connection"));
        boolean isRead = call.endpoint().replyLens() != null;
        from.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (goesOn(lower, named) && !own.containsKey(lower) && allowed(lower)) {
                to.add(name, isRead && lower.equals("accept-encoding") ? AcceptedCodings.readable(value) : value);
            }
        });
        own.forEach(to::set);
        callers.write(call, to);
        ClientAddress client = forwarded == ForwardedPolicy.APPEND ? call.get(ClientAddress.KEY) : null;
        if (client != null) {
            client.appendTo(to);
        }
    }

    /** The same of a request that opens a session, where a client's credentials may stand among the subprotocols, too. */
    void session(Call call, MultiMap to) {
        request(call, to);
        if (!passCredentials) {
            Subprotocols.removeKeys(to);
        }
    }

    /** Copies the fields of a reply that go back to the client. */
    static Headers reply(MultiMap from) {
        Set<String> named = named(from.getAll("connection"));
        MultiMap to = MultiMap.caseInsensitiveMultiMap();
        from.forEach((name, value) -> {
            if (goesOn(name.toLowerCase(Locale.ROOT), named)) {
                to.add(name, value);
            }
        });
        return Headers.wrap(to);
    }

    private static boolean goesOn(String name, Set<String> named) {
        return !ONE_HOP.contains(name) && !name.startsWith("proxy-") && !named.contains(name);
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

    private static Set<String> named(List<String> connection) {
        if (connection.isEmpty()
                || (connection.size() == 1 && connection.getFirst().equalsIgnoreCase("keep-alive"))) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String field : connection) {
            for (String name : field.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
