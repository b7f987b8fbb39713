package dev.sluice.testkit;

import dev.sluice.api.state.Logs;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The logs of a {@link FakeState}. A position is the number of an entry; all entries of all logs are numbered together. */
final class FakeLogs {

    private final Supplier<Instant> clock;
    private final Map<List<String>, Held> logs = new HashMap<>();
    private long last;

    private record Entry(long number, Buffer value) {}

    private record Held(List<Entry> entries, Instant end) {}

    FakeLogs(Supplier<Instant> clock) {
        this.clock = clock;
    }

    void append(List<String> log, Buffer value, Logs.Kept kept) {
        List<Entry> entries = new ArrayList<>(find(log));
        entries.add(new Entry(++last, value));
        int from = Math.max(0, entries.size() - kept.entries());
        logs.put(
                log, new Held(entries.subList(from, entries.size()), clock.get().plus(kept.ttl())));
    }

    Logs.Page read(List<String> log, String after, int most) {
        long behind = after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0;
        List<Entry> found = find(log).stream()
                .filter(entry -> entry.number() > behind)
                .limit(most)
                .toList();
        String position =
                found.isEmpty() ? after : Long.toString(found.getLast().number());
        return new Logs.Page(found.stream().map(Entry::value).toList(), position);
    }

    private List<Entry> find(List<String> log) {
        Held held = logs.get(log);
        boolean there = held != null && clock.get().isBefore(held.end());
        return there ? Objects.requireNonNull(held).entries() : List.of();
    }
}
