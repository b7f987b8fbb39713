package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import io.vertx.core.buffer.Buffer;

/** How a new event is written in a framing. */
public interface EventFormat {
    /** Server-sent events: lines that end with LF, a data field a line of data. */
    EventFormat SSE = SseWriter::write;

    /** A line of JSON; type, id and retry have no place in it. */
    EventFormat NDJSON = (fields, data) -> data.toBuffer().copy().appendByte((byte) '\n');

    /** The bytes of an event, its terminator included. */
    Buffer write(Event.Fields fields, Slice data);
}
