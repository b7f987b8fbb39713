package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Slice;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.EventFormat;
import dev.sluice.api.stream.Framing;
import java.util.function.Consumer;

/** How a stream of chunks is written: by events where the query says {@code alt=sse}, else as one long JSON array. */
enum StreamForm {
    /** Server-sent events, as SDKs ask for. */
    EVENTS("text/event-stream"),
    /** An array that grows. */
    ARRAY("application/json");

    private final String type;

    StreamForm(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    Framing framing() {
        return this == EVENTS ? Framing.sse() : Framing.jsonArray();
    }

    /** A chunk behind another. */
    Event next(Json chunk) {
        return write(this == EVENTS ? EventFormat.SSE : EventFormat.JSON_ARRAY, chunk);
    }

    /** The first chunk of a stream. */
    Event first(Json chunk) {
        return write(this == EVENTS ? EventFormat.SSE : EventFormat.JSON_ARRAY_FIRST, chunk);
    }

    private static Event write(EventFormat format, Json chunk) {
        return Event.of(format, Event.Fields.NONE, Slice.of(chunk.toBuffer()));
    }

    /** What a stream ends with. */
    void end(Consumer<Event> out) {
        if (this == ARRAY) {
            out.accept(Event.of(EventFormat.JSON_ARRAY_END, Event.Fields.NONE, Slice.of(new byte[0])));
        }
    }
}
