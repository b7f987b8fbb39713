package dev.sluice.proxy.dialect.bedrock.eventstream;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Slice;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.EventFormat;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.FramingException;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Reads and writes single messages. */
public final class EventStream {

    /** The media type of such streams. */
    public static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

    /** Messages that say what went on. */
    public static final EventFormat EVENT = (fields, data) -> write("event", ":event-type", fields, data);

    /** Messages that say what went wrong, in one of the ways that the API's description has. */
    public static final EventFormat EXCEPTION = (fields, data) -> write("exception", ":exception-type", fields, data);

    private static final String MESSAGE_TYPE = ":message-type";

    private EventStream() {}

    /**
     * Starts to cut a stream.
     *
     * @return fresh state for one stream
     */
    public static Framing framing() {
        return new MessageFraming(Framing.DEFAULT_MAX_EVENT_BYTES);
    }

    /** The event that one message is. */
    static Event read(Slice bytes) {
        Message message = decode(bytes);
        Map<String, HeaderValue> headers = message.getHeaders();
        String kind = text(headers.get(MESSAGE_TYPE));
        return switch (kind) {
            case "exception" -> event(EXCEPTION, text(headers.get(":exception-type")), message, bytes);
            case "error" -> unmodeled(headers, bytes);
            default -> event(EVENT, text(headers.get(":event-type")), message, bytes);
        };
    }

    private static Message decode(Slice bytes) {
        try {
            return Message.decode(ByteBuffer.wrap(bytes.array(), bytes.start(), bytes.length())
                    .slice());
        } catch (RuntimeException e) { // Of several kinds: a checksum, a header that runs over the end.
            throw new FramingException(
                    "Expected a message of the event stream encoding but its checksum or headers are wrong");
        }
    }

    private static Event event(EventFormat format, String type, Message message, Slice bytes) {
        return Event.read(format, fields(type), Slice.of(message.getPayload()), bytes);
    }

    /** An error that the API's description does not have: its words stand in the headers. */
    private static Event unmodeled(Map<String, HeaderValue> headers, Slice bytes) {
        Buffer said =
                Json.object("message", text(headers.get(":error-message"))).toBuffer();
        return Event.read(EXCEPTION, fields(text(headers.get(":error-code"))), Slice.of(said), bytes);
    }

    private static Event.Fields fields(String type) {
        return new Event.Fields(type.isEmpty() ? null : type, null, null);
    }

    private static String text(@Nullable HeaderValue value) {
        try {
            return value == null ? "" : value.getString();
        } catch (IllegalStateException e) {
            return ""; // Not a text: none of those that the API has.
        }
    }

    private static Buffer write(String kind, String typeField, Event.Fields fields, Slice data) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(typeField, HeaderValue.fromString(fields.type() == null ? "" : fields.type()));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(MESSAGE_TYPE, HeaderValue.fromString(kind));
        byte[] payload = data.toBuffer().getBytes();
        return Buffer.buffer(new Message(headers, payload).toByteBuffer().array());
    }

    /** A new event. */
    public static Event event(String type, Json data) {
        return Event.of(EVENT, fields(type), Slice.of(data.toBuffer()));
    }

    /** A new event that says what went wrong. */
    public static Event exception(String type, Json data) {
        return Event.of(EXCEPTION, fields(type), Slice.of(data.toBuffer()));
    }

    /** The events of whole messages. */
    static List<Event> readAll(List<Slice> messages) {
        return messages.stream().map(EventStream::read).toList();
    }
}
