package dev.sluice.api.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What of a stream became whole at once: its bytes, and the events in them for who asks. Stays on its event loop. */
public final class Frames {
    /** No bytes, no events. */
    public static final Frames NONE = of(Buffer.buffer(0), List::of);

    private final Buffer raw;
    private final long length;
    private final Supplier<List<Event>> parser;
    private @Nullable List<Event> events;

    private Frames(Buffer raw, long length, Supplier<List<Event>> parser) {
        this.raw = raw;
        this.length = length;
        this.parser = parser;
    }

    /** Frames whose events are parsed once, when first asked for. */
    public static Frames of(Buffer raw, Supplier<List<Event>> parser) {
        return new Frames(raw, raw.length(), parser);
    }

    /**
     * Tells of what went another way than this stream, as what is said in a session does.
     *
     * @param length how many bytes that was
     * @return frames without bytes and events
     */
    public static Frames elsewhere(long length) {
        return new Frames(NONE.raw, length, List::of);
    }

    /** Frames of events that are there. */
    public static Frames of(List<Event> events) {
        Buffer raw = Buffer.buffer();
        events.forEach(event -> raw.appendBuffer(event.raw()));
        return new Frames(raw, raw.length(), () -> events);
    }

    /**
     * The same without what has been, or will be, read of them: for who keeps frames for long, since events are many times as large as
     * their bytes once somebody has read them.
     *
     * @return frames that are read again if they are asked for their events
     */
    public Frames unread() {
        return new Frames(raw, length, parser);
    }

    /** The bytes as they came, to be forwarded but not changed. */
    public Buffer raw() {
        return raw;
    }

    /**
     * How much this is.
     *
     * @return the length of {@link #raw}, or of what went {@linkplain #elsewhere another way}, in bytes
     */
    public long length() {
        return length;
    }

    public boolean isEmpty() {
        return raw.length() == 0;
    }

    /**
     * Whether these are bytes that nobody has cut into events: what they say cannot be read.
     *
     * @return false for frames without bytes
     */
    public boolean isOpaque() {
        return !isEmpty() && events().isEmpty();
    }

    /**
     * All that the bytes hold, in order: events with data, and the likes of keep-alive comments, which are events
     * without. The raw bytes of all, put together, are {@link #raw}.
     */
    public List<Event> events() {
        List<Event> known = events;
        if (known == null) {
            known = List.copyOf(parser.get());
            events = known;
        }
        return known;
    }
}
