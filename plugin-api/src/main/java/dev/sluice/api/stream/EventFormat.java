package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import io.vertx.core.buffer.Buffer;

/** How a new event is written in a framing. */
public interface EventFormat {
    /** Server-sent events: lines that end with LF, a data field a line of data. */
    EventFormat SSE = SseWriter::write;

    /** A line of JSON; type, id and retry have no place in it. */
    EventFormat NDJSON = (fields, data) ->
            Buffer.buffer(data.length() + 1).appendBuffer(data.toBuffer()).appendByte((byte) '\n');

    /** One more object of a JSON array that has begun; type, id and retry have no place in it. */
    EventFormat JSON_ARRAY = (fields, data) -> Buffer.buffer(",\n").appendBuffer(data.toBuffer());

    /** The first object of a JSON array. */
    EventFormat JSON_ARRAY_FIRST = (fields, data) -> Buffer.buffer("[").appendBuffer(data.toBuffer());

    /** The end of a JSON array; says nothing else. */
    EventFormat JSON_ARRAY_END = (fields, data) -> Buffer.buffer("]");

    /** The bytes of an event, its terminator included. */
    Buffer write(Event.Fields fields, Slice data);
}
