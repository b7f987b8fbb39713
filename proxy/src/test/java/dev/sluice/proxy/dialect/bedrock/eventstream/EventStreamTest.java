package dev.sluice.proxy.dialect.bedrock.eventstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.FramingException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** The encoding, by the vectors that its specification (Smithy's "event stream" page) has. */
class EventStreamTest {

    private static final String EMPTY = "000000100000000005c248eb7d98c8ff";
    private static final String NO_HEADERS = "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936";
    private static final String NUMBER_HEADER =
            "0000002d0000001041c424b80a6576656e742d74797065040000a00c7b27666f6f273a27626172277d36f480a0";
    private static final String TEXT_HEADER =
            "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1";

    private static Buffer hex(String digits) {
        return Buffer.buffer(HexFormat.of().parseHex(digits));
    }

    @ParameterizedTest
    @CsvSource({
        EMPTY + ",''",
        NO_HEADERS + ",{'foo':'bar'}",
        NUMBER_HEADER + ",{'foo':'bar'}",
        TEXT_HEADER + ",{'foo':'bar'}"
    })
    void readsThePublishedVectors(String digits, String payload) {
        Frames frames = EventStream.framing().feed(hex(digits));

        assertThat(frames.raw()).isEqualTo(hex(digits));
        assertThat(frames.events()).singleElement().satisfies(event -> {
            assertThat(event.text()).isEqualTo(payload);
            assertThat(event.raw()).isEqualTo(hex(digits));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000110000000005c248eb7d98c8ff", // Another length.
                "0000001d00000000fd528c5b7b27666f6f273a27626172277dc3653936", // Another checksum of the lengths.
                "474554202f20485454502f312e310d0a0d0a0d0a" // Not of this encoding at all.
            })
    void whatIsNoMessageIsRefusedWhenItComes(String digits) {
        Framing framing = EventStream.framing();

        assertThatThrownBy(() -> framing.feed(hex(digits))).isInstanceOf(FramingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000001d00000000fd528c5a5a27666f6f273a27626172277dc3653936", // Another payload.
                "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653937", // Another checksum.
                "0000002d0000001041c424b80a6576656e742d74797065040000b00c7b27666f6f273a27626172277d36f480a0" // Header.
            })
    void whatWasAlteredIsRefusedWhenItIsRead(String digits) {
        Frames frames = EventStream.framing().feed(hex(digits));

        assertThatThrownBy(frames::events).isInstanceOf(FramingException.class);
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedByItsLength() {
        Buffer large = EventStream.event("chunk", Json.of("x".repeat(100))).raw();

        assertThatThrownBy(() -> new MessageFraming(50).feed(large.getBuffer(0, 12)))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("at most 50 bytes");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Event event = EventStream.event("contentBlockDelta", Json.object("text", "Grüße"));
        Event exception = EventStream.exception("throttlingException", Json.object("message", "Slow down."));

        List<Event> read = EventStream.framing()
                .feed(Buffer.buffer().appendBuffer(event.raw()).appendBuffer(exception.raw()))
                .events();

        assertThat(read)
                .extracting(Event::type, Event::text)
                .containsExactly(
                        Tuple.tuple("contentBlockDelta", "{\"text\":\"Grüße\"}"),
                        Tuple.tuple("throttlingException", "{\"message\":\"Slow down.\"}"));
        assertThat(read.get(1).withData(Json.object("message", "x")).raw().toString())
                .contains(":exception-type");
    }

    @Test
    void anErrorOutsideTheDescriptionIsAnExceptionToo() {
        Buffer message = Buffer.buffer(new Message(
                        Map.of(
                                ":message-type", HeaderValue.fromString("error"),
                                ":error-code", HeaderValue.fromString("InternalError"),
                                ":error-message", HeaderValue.fromString("Oops")),
                        new byte[0])
                .toByteBuffer()
                .array());

        assertThat(EventStream.framing().feed(message).events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("InternalError");
            assertThat(event.text()).isEqualTo("{\"message\":\"Oops\"}");
        });
    }

    @Property(tries = 200)
    void messagesAreTheSameHoweverTheyAreCut(
            @ForAll @Size(max = 6) List<String> texts, @ForAll @IntRange(min = 1, max = 90) int size) {
        Buffer all = Buffer.buffer();
        texts.forEach(text ->
                all.appendBuffer(EventStream.event("chunk", Json.of(text)).raw()));
        Framing framing = EventStream.framing();
        List<String> read = new ArrayList<>();
        Buffer raw = Buffer.buffer();

        for (int at = 0; at < all.length(); at += size) {
            Frames frames = framing.feed(all.getBuffer(at, Math.min(all.length(), at + size)));
            raw.appendBuffer(frames.raw());
            frames.events().forEach(event -> read.add(event.text()));
        }

        assertThat(raw).isEqualTo(all);
        assertThat(read)
                .isEqualTo(texts.stream().map(text -> Json.of(text).toString()).toList());
        assertThat(framing.end().isEmpty()).isTrue();
    }

    @Test
    void aStreamThatBreaksWithinAMessageSaysNothingOfIt() {
        Framing framing = EventStream.framing();
        Buffer half = hex(TEXT_HEADER).getBuffer(0, 30);

        Frames before = framing.feed(half);
        Frames rest = framing.end();

        assertThat(before.isEmpty()).isTrue();
        assertThat(rest.raw()).isEqualTo(half);
        assertThat(rest.events()).singleElement().matches(event -> !event.hasData());
    }
}
