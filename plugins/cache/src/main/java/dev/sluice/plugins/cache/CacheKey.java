package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.ClientCredentials;
import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes two calls the same: a digest of the request as it is at this place of the chain, in canonical form (RFC 8785), so that
 * another order of fields or another spelling is the same, and any other difference is not. With it go what the call is,
 * where it may go, and the chain that it goes through. How the reply is spelled is no part of it where a codec can say it otherwise. The
 * tenant is no part of it either: the store keeps tenants apart by itself.
 *
 * <p>What is a {@link Conversation} has a second digest, of what it asks rather than of its words, so that callers of all dialects
 * share it.
 *
 * @param config says what does not count, and which headers do
 * @param chain a digest of how the chain is configured
 */
record CacheKey(CacheConfig config, String chain) {

    /** Of what is digested, and how: replicas of another version keep their own entries. */
    private static final String VERSION = "2";

    /** The digest for calls of one dialect, in hexadecimal. */
    String of(Call call, Obj body, String namespace) {
        Obj counted = counted(body);
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
        return digest(all);
    }

    /** The digest for calls of every dialect; empty where those of another may not mean quite the same. */
    Optional<String> shared(Call call, Obj body, String namespace) {
        ChatCodec codec = call.operation() == Operation.CHAT ? Form.codec(call) : null;
        if (codec == null || codec.isStored(body) || !saysTheUsual(call)) {
            return Optional.empty();
        }
        return Conversation.of(codec, Form.without(counted(body)))
                .filter(said -> said.model().isEmpty() || said.model().equals(call.model()))
                .map(said -> digest(Json.object(
                        "conversation",
                        said.toJson(),
                        "around",
                        Json.array(everywhere(call, namespace).toArray()))));
    }

    /** Header and query reach nobody but providers of the call's dialect, where they may mean anything. */
    private boolean saysTheUsual(Call call) {
        Headers usual = call.dialect().usualHeaders();
        return Query.counted(call.uri()).isEmpty()
                && config.headers().stream()
                        .allMatch(name -> call.headers().all(name).isEmpty()
                                || call.headers().all(name).equals(usual.all(name)));
    }

    private Obj counted(Obj body) {
        Obj counted = body;
        for (String field : config.ignore()) {
            counted = counted.without(field);
        }
        return counted;
    }

    private static String digest(Json all) {
        return Digest.of(Canonical.write(all).getBytes()).hex();
    }

    /** All that counts beside the body. */
    List<String> around(Call call, String namespace) {
        StringBuilder headers = new StringBuilder();
        for (String name : config.headers()) {
            call.headers()
                    .all(name)
                    .forEach(value ->
                            headers.append(name).append(':').append(value).append('\n'));
        }
        List<String> all = new ArrayList<>(everywhere(call, namespace));
        all.add(call.dialect().name());
        all.add(Query.counted(call.uri()));
        all.add(headers.toString());
        return all;
    }

    /** What of that counts in whatever dialect. */
    private List<String> everywhere(Call call, String namespace) {
        String targets = call.target() != null
                ? call.target().toString()
                : call.candidates().toString();
        return List.of(VERSION, chain, call.route(), call.model(), targets, namespace, shown(call));
    }

    /** Where the provider says who may have an answer, only those who show it the same share one. */
    private static String shown(Call call) {
        ClientCredentials credentials = call.get(ClientCredentials.KEY);
        return credentials == null ? "" : credentials.fingerprint();
    }
}
