package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.List;

/**
 * What makes two calls the same: a digest of the request as it is at this place of the chain, in canonical form (RFC 8785), so
 * that another order of fields or another spelling is the same, and any other difference is not. With it go what the call is,
 * where it may go, and the chain that it goes through. How the reply is spelled is no part of it where a codec can say it otherwise. The
 * tenant is no part of it either: the store keeps tenants apart by itself.
 *
 * @param config says what does not count, and which headers do
 * @param chain a digest of how the chain is configured
 */
record CacheKey(CacheConfig config, String chain) {

    /** The digest, in hexadecimal. */
    String of(Call call, Obj body, String namespace) {
        Obj counted = body;
        for (String field : config.ignore()) {
            counted = counted.without(field);
        }
        ChatCodec codec = Form.codec(call);
        Json all = Json.object(
                "what",
                        codec == null
                                ? call.endpoint().name()
                                : codec.getClass().getName(),
                "form",
                        codec == null
                                ? Form.of(call, body).toJson()
                                : Json.object().build(),
                "body", codec == null ? counted : Form.without(counted),
                "around", Json.array(around(call, namespace).toArray()));
        return Digest.of(Canonical.write(all).getBytes()).hex();
    }

    /** All that counts beside the body. */
    List<String> around(Call call, String namespace) {
        String targets = call.target() != null
                ? call.target().toString()
                : call.candidates().toString();
        StringBuilder headers = new StringBuilder();
        for (String name : config.headers()) {
            call.headers()
                    .all(name)
                    .forEach(value ->
                            headers.append(name).append(':').append(value).append('\n'));
        }
        return List.of(
                chain,
                call.dialect().name(),
                call.route(),
                call.model(),
                targets,
                namespace,
                Query.counted(call.uri()),
                headers.toString());
    }
}
