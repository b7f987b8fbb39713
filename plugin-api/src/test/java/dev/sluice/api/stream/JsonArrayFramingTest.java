package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayFramingTest {

    private static final String FIRST = "{\"a\": \"} ] \\\" \\\\\", \"b\": {\"c\": [1, {}]}}";
    private static final String SECOND = "{\"d\": \"ü\"}";

    @ParameterizedTest
    @ValueSource(strings = {"[%s,\n%s]", " [ %s\r\n, %s ]", "[%s,%s\n]\n"})
    void cutsTheObjectsHoweverTheBytesAreCut(String array) {
        byte[] bytes = array.formatted(FIRST, SECOND).getBytes(StandardCharsets.UTF_8);

        for (int size = 1; size <= bytes.length; size++) {
            List<Event> events = events(bytes, size);

            assertThat(events.stream().filter(Event::hasData).map(Event::text))
                    .as("cut every %s bytes", size)
                    .containsExactly(FIRST, SECOND);
            assertThat(raw(events)).isEqualTo(Buffer.buffer(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,{\"cut\": ", "[%s,{\"cut\": \"}", "[%s,{\"cut\": \"\\"})
    void tellsWhatIsNotWhole(String array) {
        byte[] bytes = array.formatted(FIRST).getBytes(StandardCharsets.UTF_8);

        List<Event> events = events(bytes, 7);

        assertThat(events).hasSize(2);
        assertThat(events.getLast().isTruncated()).isTrue();
        assertThat(raw(events)).isEqualTo(Buffer.buffer(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\n]\n", "]", "\"text\"]", "}"})
    void holdsNoDataWhereThereIsNoObject(String bytes) {
        List<Event> events = events(bytes.getBytes(StandardCharsets.UTF_8), 3);

        assertThat(events).noneMatch(Event::hasData);
        assertThat(raw(events)).hasToString(bytes);
    }

    private static List<Event> events(byte[] bytes, int size) {
        Framing framing = Framing.jsonArray();
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            Buffer chunk = Buffer.buffer().appendBytes(bytes, at, Math.min(size, bytes.length - at));
            events.addAll(framing.feed(chunk).events());
        }
        events.addAll(framing.end().events());
        return events;
    }

    private static Buffer raw(List<Event> events) {
        Buffer raw = Buffer.buffer();
        events.forEach(event -> raw.appendBuffer(event.raw()));
        return raw;
    }
}
