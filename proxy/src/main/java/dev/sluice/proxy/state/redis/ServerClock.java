package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What an event loop knows of the time on the server: how far it was from ours when it last said. */
final class ServerClock {

    private final Supplier<Instant> own;
    private final Map<Window.Calendar, Span> spans = new HashMap<>();
    private long ahead;

    ServerClock(Supplier<Instant> own) {
        this.own = own;
    }

    /**
     * A stretch of the calendar.
     *
     * @param begin its first moment, in milliseconds
     * @param end where it ends
     */
    record Span(long begin, long end) {}

    void says(long serverNow) {
        ahead = serverNow - own.get().toEpochMilli();
    }

    long now() {
        return own.get().toEpochMilli() + ahead;
    }

    /** Where the calendar stands; costly to find, and the same for a while. */
    Span span(Window.Calendar calendar) {
        long now = now();
        Span span = spans.get(calendar);
        if (span == null || now < span.begin() || now >= span.end()) {
            Instant moment = Instant.ofEpochMilli(now);
            span = new Span(
                    calendar.begin(moment).toEpochMilli(), calendar.end(moment).toEpochMilli());
            spans.put(calendar, span);
        }
        return span;
    }
}
