package dev.sluice.proxy.dialect;

import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import org.jspecify.annotations.Nullable;

/** Reads what events carry. */
public final class EventData {

    /** What a stream of chunks ends with. */
    public static final String DONE = "[DONE]";

    private EventData() {}

    /** The event's document; null if it carries something else. */
    public static @Nullable Obj object(Event event) {
        try {
            return event.hasData() && event.json() instanceof Obj object ? object : null;
        } catch (JsonSyntaxException e) {
            return null; // Such as [DONE], or what is left of an event when a stream breaks.
        }
    }

    /** Whether it says that nothing more comes. */
    public static boolean isDone(Event event) {
        return event.hasData() && event.text().strip().equals(DONE);
    }

    /** Whether it is a piece that no client can read, but whose text might show to one that logs what it cannot read. */
    public static boolean isWreck(Event event) {
        return event.isTruncated() && event.hasData() && !isDone(event);
    }
}
