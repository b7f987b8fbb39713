package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts one long JSON array of objects into these, as they come. The bracket or comma before an object belongs to its event;
 * the bracket behind the last is an event without data.
 */
final class JsonArrayCutter implements Cutter {
    private final Braces ahead = new Braces();

    @Override
    public int lastBoundary(Slice bytes, int searched) {
        int boundary = bytes.start();
        for (int at = searched; at < bytes.end(); at++) {
            if (ahead.endsEvent(bytes.array()[at])) {
                boundary = at + 1;
            }
        }
        return boundary;
    }

    @Override
    public Supplier<List<Event>> cut(Slice whole) {
        return () -> events(whole);
    }

    private static List<Event> events(Slice text) {
        List<Event> events = new ArrayList<>();
        Braces braces = new Braces();
        int start = text.start();
        for (int at = start; at < text.end(); at++) {
            if (braces.endsEvent(text.array()[at])) {
                events.add(event(new Slice(text.array(), start, at + 1), Event.Kind.WHOLE));
                start = at + 1;
            }
        }
        if (start < text.end()) {
            events.add(event(new Slice(text.array(), start, text.end()), Event.Kind.TRUNCATED));
        }
        return events;
    }

    private static Event event(Slice raw, Event.Kind kind) {
        boolean first = false;
        int at = raw.start();
        while (at < raw.end() && raw.array()[at] != '{') {
            first |= raw.array()[at] == '[';
            at++;
        }
        Slice data = at == raw.end() ? null : new Slice(raw.array(), at, raw.end());
        EventFormat format = first ? EventFormat.JSON_ARRAY_FIRST : EventFormat.JSON_ARRAY;
        return new Event(format, data == null ? Event.Kind.WHOLE : kind, Event.Fields.NONE, data, raw);
    }

    /** Where in the objects the bytes are that were looked at so far. */
    private static final class Braces {
        private int depth;
        private boolean inText;
        private boolean escaped;

        boolean endsEvent(byte b) {
            if (inText) {
                inText = escaped || b != '"';
                escaped = !escaped && b == '\\';
                return false;
            }
            switch (b) {
                case '"' -> inText = depth > 0;
                case '{' -> depth++;
                case '}' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            return depth == 0 && (b == '}' || b == ']');
        }
    }
}
