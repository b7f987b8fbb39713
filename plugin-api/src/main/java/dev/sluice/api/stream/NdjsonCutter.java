package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Cuts lines; each that is not blank is an event, the last one also without an end. */
final class NdjsonCutter implements Cutter {
    @Override
    public int lastBoundary(Slice bytes, int searched) {
        int at = bytes.end();
        while (at > searched && bytes.array()[at - 1] != '\n') {
            at--;
        }
        return at > searched ? at : bytes.start();
    }

    @Override
    public Supplier<List<Event>> cut(Slice whole) {
        return () -> events(whole);
    }

    private static List<Event> events(Slice text) {
        List<Event> events = new ArrayList<>();
        for (int start = text.start(); start < text.end(); ) {
            int end = start;
            while (end < text.end() && text.array()[end] != '\n') {
                end++;
            }
            int next = Math.min(end + 1, text.end());
            events.add(event(new Slice(text.array(), start, end), new Slice(text.array(), start, next)));
            start = next;
        }
        return events;
    }

    private static Event event(Slice line, Slice raw) {
        int end = line.end();
        while (end > line.start() && isBlank(line.array()[end - 1])) {
            end--;
        }
        Slice data = end == line.start() ? null : new Slice(line.array(), line.start(), end);
        return Event.read(EventFormat.NDJSON, Event.Fields.NONE, data, raw);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
