package dev.sluice.proxy.upstream;

import dev.sluice.api.Key;
import io.vertx.core.MultiMap;

/**
 * Where a call came from, for providers that are to know.
 *
 * @param host the client's address
 * @param scheme what it spoke: http or https
 */
public record ClientAddress(String host, String scheme) {

    /** Attached to calls where the config says that it is told. */
    public static final Key<ClientAddress> KEY = Key.of("sluice.client-address", ClientAddress.class);

    /** Adds itself after what those before have said (RFC 7239, section 4). */
    void appendTo(MultiMap headers) {
        append(headers, "x-forwarded-for", host);
        String node = host.indexOf(':') < 0 ? host : "\"[" + host + "]\"";
        append(headers, "forwarded", "for=" + node + ";proto=" + scheme);
    }

    private static void append(MultiMap headers, String name, String value) {
        String before = String.join(", ", headers.getAll(name));
        headers.set(name, before.isEmpty() ? value : before + ", " + value);
    }
}
