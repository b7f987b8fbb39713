package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SseFramingTest {
    @TestFactory
    Stream<DynamicTest> readsEveryVectorHoweverItIsCut() throws IOException {
        Stream<Obj> own;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("vectors.jsonl"))) {
            own = lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Stream<Obj> given = Stream.ofNullable(System.getProperty("sluice.cases"))
                .flatMap(folder -> lines(read(Path.of(folder, "sse", "vectors.jsonl"))));
        return Stream.concat(own, given).map(vector -> DynamicTest.dynamicTest(vector.text("id"), () -> check(vector)));
    }

    private static Stream<Obj> lines(String text) {
        return text.lines().map(line -> (Obj) Json.parse(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Obj vector) {
        byte[] bytes = vector.array("chunks").stream()
                .map(chunk -> ((Str) chunk).value())
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        Heard whole = Heard.of(List.of(bytes));
        assertThat(whole.events()).isEqualTo(expected(vector.array("events")));
        assertThat(whole.retries())
                .isEqualTo(vector.array("retries").stream()
                        .map(retry -> Long.valueOf(retry.toString()))
                        .toList());
        assertThat(whole.raw())
                .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1))
                .isEqualTo(whole.rawOfEvents());
        assertThat(Heard.of(Heard.pieces(bytes, 1))).isEqualTo(whole);
        for (int cut = 0; cut <= Math.min(bytes.length, 600); cut++) {
            assertThat(Heard.of(List.of(Heard.part(bytes, 0, cut), Heard.part(bytes, cut, bytes.length))))
                    .isEqualTo(whole);
        }
    }

    private static List<String> expected(Arr events) {
        return events.stream()
                .map(Obj.class::cast)
                .map(event -> event.text("event") + "|" + event.text("id") + "|" + event.text("data"))
                .toList();
    }

    @Test
    void chunkThatEndsAnEventIsForwardedAsItIs() {
        Buffer chunk = Buffer.buffer("data: a\n\ndata: b\n\n");
        assertThat(Framing.sse().feed(chunk).raw()).isSameAs(chunk);
    }

    @Test
    void eventThatNeverEndedIsShownAsTruncated() {
        Framing framing = Framing.sse();
        framing.feed(Buffer.buffer("data: par"));
        assertThat(framing.end().events()).singleElement().satisfies(event -> {
            assertThat(event.isTruncated()).isTrue();
            assertThat(event.text()).isEqualTo("par");
        });
    }

    @Test
    void eventBeyondTheLimitIsAnError() {
        Framing framing = Framing.sse(10);
        framing.feed(Buffer.buffer("data: 123"));
        assertThatThrownBy(() -> framing.feed(Buffer.buffer("45678")))
                .isInstanceOf(FramingException.class)
                .hasMessage("Expected an event of at most 10 bytes but 14 came without its end");
    }

    @Test
    void rewritingKeepsTypeAndId() {
        Event event = Framing.sse()
                .feed(Buffer.buffer("id: 1\nevent:delta\ndata:{\"a\": 1}\n\n"))
                .events()
                .get(0);
        Event rewritten = event.withData(((Obj) event.json()).with("a", "two"));
        assertThat(rewritten).hasToString("event: delta\nid: 1\ndata: {\"a\": \"two\"}\n\n");
        assertThat(event.withData(event.json())).isSameAs(event);
        assertThat(Event.of("x", "a\r\nb\n")).hasToString("event: x\ndata: a\ndata: b\ndata: \n\n");
    }

    @Test
    void linesOfJsonAreEvents() {
        Framing framing = Framing.ndjson();
        Frames first = framing.feed(Buffer.buffer("{\"a\":1}\r\n\n{\"a\""));
        framing.feed(Buffer.buffer(":2"));
        framing.feed(Buffer.buffer("}"));
        Frames last = framing.end();
        assertThat(first.events()).extracting(Event::text).containsExactly("{\"a\":1}", "");
        assertThat(last.events()).singleElement().satisfies(event -> {
            assertThat(event.json().at("/a")).hasToString("2");
            assertThat(event.withData(Json.object("b", 3))).hasToString("{\"b\":3}\n");
        });
    }

    @Test
    void opaqueChunksHaveNoEvents() {
        Frames frames = Framing.opaque().feed(Buffer.buffer("data: x\n\n"));
        assertThat(frames.raw()).hasToString("data: x\n\n");
        assertThat(frames.events()).isEmpty();
    }
}
