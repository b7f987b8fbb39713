package dev.sluice.proxy.dialect.openai.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChunkWriterTest {

    /** Typed SDKs refuse a stream with a piece that has none. */
    @Test
    void everyPieceOfACallHasItsFunction() {
        ChunkWriter writer = new ChunkWriter(Asked.UNKNOWN, new Losses());
        List<Event> written = new ArrayList<>();
        List<ChatEvent> call = List.of(
                new ChatEvent.ToolStart(0, 0, "call_1", "weather"),
                new ChatEvent.Signature(0, 0, "c2lnbmVk"),
                new ChatEvent.ToolArguments(0, 0, "{}"),
                new ChatEvent.PartEnd(0, 0));

        call.forEach(event -> writer.write(event, written::add));

        List<Json> pieces = written.stream()
                .map(event -> Objects.requireNonNull(EventData.object(event)).at("/choices/0/delta/tool_calls/0"))
                .filter(Objects::nonNull)
                .toList();
        assertThat(pieces)
                .hasSize(3)
                .allSatisfy(piece -> assertThat(piece.at("/function/arguments")).isNotNull());
    }
}
