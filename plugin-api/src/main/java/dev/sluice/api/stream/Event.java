package dev.sluice.api.stream;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonLimits;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Slice;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream, immutable: what it says, and the bytes it came as.
 *
 * <p>Everything between two blank lines is one, so that no byte is lost; those without {@link #hasData data} say nothing
 * to an application.
 */
public final class Event {
    private final EventFormat format;
    private final Kind kind;
    private final Fields fields;
    private final @Nullable Slice data;
    private @Nullable Slice raw; // Written when first asked for, if the event was made here.
    private @Nullable Json json; // Parsed when first asked for.

    Event(EventFormat format, Kind kind, Fields fields, @Nullable Slice data, @Nullable Slice raw) {
        this.format = format;
        this.kind = kind;
        this.fields = fields;
        this.data = data;
        this.raw = raw;
    }

    /** What is special about an event. */
    enum Kind {
        WHOLE,
        COMMENT,
        TRUNCATED
    }

    /**
     * What an event carries beside its data.
     *
     * @param type its name; null is what readers call {@code message}
     * @param id what a reader sends as Last-Event-ID
     * @param retry how long a reader waits before it connects again
     */
    public record Fields(
            @Nullable String type,
            @Nullable String id,
            @Nullable Duration retry) {
        public static final Fields NONE = new Fields(null, null, null);

        public Fields {
            requireOneLine("event type", type);
            requireOneLine("event id", id);
        }

        private static void requireOneLine(String what, @Nullable String value) {
            if (value != null && (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0)) {
                throw new IllegalArgumentException("Expected an " + what + " of one line but found a line end in it");
            }
        }
    }

    /** A new server-sent event. */
    public static Event of(@Nullable String type, Json data) {
        return of(EventFormat.SSE, new Fields(type, null, null), Slice.of(data.toBuffer()));
    }

    /** A new server-sent event. */
    public static Event of(@Nullable String type, String data) {
        return of(EventFormat.SSE, new Fields(type, null, null), utf8(data));
    }

    /** A new event in any format. */
    public static Event of(EventFormat format, Fields fields, Slice data) {
        return new Event(format, Kind.WHOLE, fields, data, null);
    }

    /** An event that a framing read. */
    public static Event read(EventFormat format, Fields fields, @Nullable Slice data, Slice raw) {
        return new Event(format, Kind.WHOLE, fields, data, raw);
    }

    public @Nullable String type() {
        return fields.type();
    }

    public @Nullable String id() {
        return fields.id();
    }

    public @Nullable Duration retry() {
        return fields.retry();
    }

    /** Whether this is only a comment, as servers send to keep a silent stream alive. */
    public boolean isComment() {
        return kind == Kind.COMMENT;
    }

    /** Whether the stream ended within it. Browsers discard such an event, lenient clients do not: it counts as read. */
    public boolean isTruncated() {
        return kind == Kind.TRUNCATED;
    }

    public boolean hasData() {
        return data != null;
    }

    /** The data's bytes, lines joined by LF, to be read but not changed; empty if it has none. */
    public Buffer data() {
        return slice().toBuffer();
    }

    /** The data as text. */
    public String text() {
        return slice().toString();
    }

    /** The data as JSON, parsed once; a {@link JsonSyntaxException} if it is something else. */
    public Json json() {
        Json known = json;
        if (known == null) {
            known = Json.parse(slice(), JsonLimits.DEFAULT);
            json = known;
        }
        return known;
    }

    /** The bytes it came as, or is written as; its terminator included. To be read but not changed. */
    public Buffer raw() {
        Slice known = raw;
        if (known == null) {
            known = Slice.of(format.write(fields, slice()));
            raw = known;
        }
        return known.toBuffer();
    }

    /** An event of the same type, id and retry that says something else; itself if that is the JSON it has. */
    public Event withData(Json value) {
        return value == json ? this : of(format, fields, Slice.of(value.toBuffer()));
    }

    /** An event of the same type, id and retry that says something else. */
    public Event withData(String value) {
        return of(format, fields, utf8(value));
    }

    private Slice slice() {
        return data == null ? Slice.of(new byte[0]) : data;
    }

    private static Slice utf8(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return raw().toString();
    }
}
