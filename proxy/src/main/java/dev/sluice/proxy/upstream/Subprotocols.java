package dev.sluice.proxy.upstream;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client offers to speak over a WebSocket. Browsers cannot set other fields, so OpenAI's SDK has its key among them. */
final class Subprotocols {

    private static final String FIELD = "sec-websocket-protocol";
    private static final String KEY = "openai-insecure-api-key.";

    private Subprotocols() {}

    static List<String> of(MultiMap fields) {
        return fields.getAll(FIELD).stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Takes out what is a credential. */
    static void removeKeys(MultiMap fields) {
        if (!fields.contains(FIELD)) {
            return;
        }
        List<String> others = of(fields).stream().filter(name -> !isKey(name)).toList();
        fields.remove(FIELD);
        if (!others.isEmpty()) {
            fields.set(FIELD, String.join(", ", others));
        }
    }

    /** What may be told of a provider's choice: a server that takes whatever comes first may have taken a key. */
    static @Nullable String told(@Nullable String chosen) {
        return chosen == null || chosen.isEmpty() || isKey(chosen) ? null : chosen;
    }

    private static boolean isKey(String name) {
        return name.startsWith(KEY);
    }
}
