package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * What makes two calls the same: a digest of the request as it is at this place of the chain, in canonical form (RFC 8785), so
 * that another order of fields or another spelling is the same, and any other difference is not. With it go what the call is
 * and where it may go. The tenant is no part of it: the store keeps tenants apart by itself.
 */
final class CacheKey {

    private CacheKey() {}

    /** The digest, in hexadecimal. */
    static String of(Call call, Obj body, String namespace, Set<String> ignore) {
        Obj counted = body;
        for (String field : ignore) {
            counted = counted.without(field);
        }
        Json all = Json.object(
                "dialect", call.dialect().name(),
                "endpoint", call.endpoint().name(),
                "route", call.route(),
                "model", call.model(),
                "targets", targets(call),
                "namespace", namespace,
                "streamed", call.streamed(),
                "body", counted);
        byte[] digest = sha256().digest(Canonical.write(all).getBytes());
        return HexFormat.of().formatHex(digest);
    }

    private static Json targets(Call call) {
        return call.target() != null
                ? Json.array(call.target().toString())
                : Json.array(call.candidates().stream().map(Object::toString).toArray());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
