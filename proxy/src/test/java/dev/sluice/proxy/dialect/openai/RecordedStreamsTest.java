package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.openai.codec.ChatCompletionsCodec;
import dev.sluice.proxy.dialect.openai.codec.CompletionsCodec;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of real providers: a few that are kept here, and all below the folder that {@code sluice.cases} names. */
class RecordedStreamsTest {

    private static final ReplyLens CHAT = new ChoiceReply(ChatTexts::map, new ChatCompletionsCodec());
    private static final ReplyLens COMPLETIONS = new ChoiceReply(CompletionTexts::map, new CompletionsCodec());
    private static final ReplyLens RESPONSES = new ResponsesReply();

    /** A stream and the lens that reads it. */
    record Recording(String name, ReplyLens lens, Buffer bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recording> recordings() throws IOException {
        List<Recording> all = new ArrayList<>();
        all.add(new Recording("chat sample", CHAT, sample("chat.sse")));
        all.add(new Recording("responses sample", RESPONSES, sample("responses.sse")));
        String cases = System.getProperty("sluice.cases");
        if (cases != null) {
            recorded(Path.of(cases, "sse", "recorded-streams.jsonl"), all);
            fixtures(Path.of(cases, "sse", "provider-fixtures"), all);
        }
        return all.stream();
    }

    private static Buffer sample(String name) throws IOException {
        try (var in = RecordedStreamsTest.class.getResourceAsStream(name)) {
            return Buffer.buffer(in.readAllBytes());
        }
    }

    private static void recorded(Path file, List<Recording> all) throws IOException {
        for (String line : Files.readAllLines(file)) {
            Obj recording = (Obj) Json.parse(Buffer.buffer(line));
            String path = String.valueOf(recording.text("path"));
            ReplyLens lens = path.contains("chat/completions") ? CHAT : path.contains("responses") ? RESPONSES : null;
            if (lens != null) {
                all.add(new Recording(
                        recording.text("id"), lens, Buffer.buffer(String.valueOf(recording.text("response")))));
            }
        }
    }

    private static void fixtures(Path folder, List<Recording> all) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".chunks.txt"))
                    .sorted()
                    .forEach(file -> {
                        List<String> lines = lines(file);
                        String first = lines.get(0);
                        ReplyLens lens = first.contains("\"chat.completion.chunk\"")
                                ? CHAT
                                : first.contains("\"text_completion\"")
                                        ? COMPLETIONS
                                        : first.contains("\"response.") ? RESPONSES : null;
                        if (lens != null) {
                            String stream = String.join(
                                    "",
                                    lines.stream()
                                            .map(l -> "data: " + l + "\n\n")
                                            .toList());
                            all.add(new Recording(file.getFileName().toString(), lens, Buffer.buffer(stream)));
                        }
                    });
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void bytesStayWhereNothingChanges(Recording recording) {
        Buffer mapped = Streams.through(recording.lens(), recording.bytes(), 777, Transforms.IDENTITY);

        assertThat(mapped.toString()).isEqualTo(recording.bytes().toString());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void textsAreTransformedAsIfTheyCameAtOnce(Recording recording) {
        Accumulated before = Accumulated.of(recording.bytes());
        for (Transforms transforms : Transforms.values()) {
            Buffer mapped = Streams.through(recording.lens(), recording.bytes(), 1009, transforms);

            assertThat(Accumulated.of(mapped).streamed)
                    .as("%s", transforms)
                    .isEqualTo(before.mapped(transforms.whole()));
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void repeatedTextsSayWhatTheStreamSaid(Recording recording) {
        Map<String, String> before = Accumulated.of(recording.bytes()).repeated;
        for (Transforms transforms : Transforms.values()) {
            Buffer mapped = Streams.through(recording.lens(), recording.bytes(), 1009, transforms);

            Map<String, String> expected = new TreeMap<>(before);
            expected.replaceAll((place, text) -> transforms.whole().apply(text));
            assertThat(Accumulated.of(mapped).repeated).as("%s", transforms).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void nothingOfTheOriginalIsLeftInChangedEvents(Recording recording) {
        Buffer mapped = Streams.through(recording.lens(), recording.bytes(), 1009, Transforms.DROP_ALL);

        long left = Streams.events(mapped).stream()
                .filter(event -> event.text().contains("top_logprobs\":[{"))
                .count();
        assertThat(left).isZero();
    }
}
