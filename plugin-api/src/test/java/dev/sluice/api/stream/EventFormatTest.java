package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFormatTest {

    /** A copy of a buffer has no room for more when it is full, which documents of some lengths make it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14, 40, 52, 53, 54, 116, 244})
    void endsALineOfAnyLength(int length) {
        Json document = Json.object("response", "x".repeat(length));

        Event event = Event.of(EventFormat.NDJSON, Event.Fields.NONE, Slice.of(document.toBuffer()));

        assertThat(event.raw()).hasToString(document + "\n");
    }
}
