package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Events of a model family within those of InvokeModel, in Base64. */
final class Chunks {

    private static final String CHUNK = "chunk";
    private static final String BYTES = "bytes";

    private Chunks() {}

    /** The event within; null if there is none. */
    static @Nullable Event inner(Event event) {
        Obj data = EventData.object(event);
        String bytes = data == null || !CHUNK.equals(event.type()) ? null : data.text(BYTES);
        try {
            return bytes == null
                    ? null
                    : Event.of(null, new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null; // No Base64: nothing that a client could read either.
        }
    }

    /** A new event around one. */
    static Event outer(Event inner) {
        String bytes = Base64.getEncoder().encodeToString(inner.data().getBytes());
        Json data = Json.object(BYTES, bytes);
        return EventStream.event(CHUNK, data);
    }
}
