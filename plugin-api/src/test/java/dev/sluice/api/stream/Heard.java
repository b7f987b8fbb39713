package dev.sluice.api.stream;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a stream of server-sent events said, however it was cut. */
record Heard(List<String> events, List<Long> retries, String raw, String rawOfEvents) {
    static Heard of(List<byte[]> chunks) {
        Framing framing = Framing.sse();
        List<Frames> all = new ArrayList<>();
        chunks.forEach(chunk -> all.add(framing.feed(Buffer.buffer(chunk))));
        all.add(framing.end());
        List<Event> events =
                all.stream().flatMap(frames -> frames.events().stream()).toList();
        return new Heard(
                events.stream()
                        .filter(event -> event.hasData() && !event.isTruncated())
                        .map(event -> event.type() + "|" + event.id() + "|" + event.text())
                        .toList(),
                events.stream()
                        .map(Event::retry)
                        .filter(Objects::nonNull)
                        .map(Duration::toMillis)
                        .toList(),
                all.stream()
                        .map(frames -> frames.raw().toString(StandardCharsets.ISO_8859_1))
                        .collect(Collectors.joining()),
                events.stream()
                        .map(event -> event.raw().toString(StandardCharsets.ISO_8859_1))
                        .collect(Collectors.joining()));
    }

    static List<byte[]> pieces(byte[] bytes, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            pieces.add(part(bytes, at, Math.min(at + size, bytes.length)));
        }
        return pieces;
    }

    static byte[] part(byte[] bytes, int from, int until) {
        return Arrays.copyOfRange(bytes, from, until);
    }
}
