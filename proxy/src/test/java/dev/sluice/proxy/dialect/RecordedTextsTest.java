package dev.sluice.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.proxy.dialect.cohere.CohereDialect;
import dev.sluice.proxy.dialect.gemini.GeminiDialect;
import dev.sluice.proxy.dialect.ollama.OllamaDialect;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of Gemini, Cohere and Ollama: a few that are kept here, and all below the folder that {@code sluice.cases} names. */
class RecordedTextsTest {

    private static final GeminiDialect GEMINI = new GeminiDialect();

    static Stream<Recording> recordings() throws IOException {
        List<Recording> all = new ArrayList<>(List.of(
                sample("gemini/chat.sse", Recording.lens(GEMINI, "stream-generate-content")),
                sample("gemini/chat.json", array()),
                sample("cohere/text.sse", Recording.lens(new CohereDialect(), "chat")),
                sample("cohere/tools.sse", Recording.lens(new CohereDialect(), "chat")),
                sample("ollama/chat.ndjson", Recording.lens(new OllamaDialect(), "chat"))));
        String cases = System.getProperty("sluice.cases");
        if (cases != null) {
            recorded(Path.of(cases, "sse", "recorded-streams.jsonl"), all);
            recorded(Path.of(cases, "sse", "gemini-recordings.jsonl"), all);
            fixtures(Path.of(cases, "sse", "provider-fixtures", "google"), "stream-generate-content", all);
        }
        return all.stream();
    }

    private static ReplyLens array() {
        return GEMINI.asked(
                        GEMINI.endpoints().stream()
                                .filter(endpoint -> endpoint.name().equals("stream-generate-content"))
                                .findFirst()
                                .orElseThrow(),
                        "")
                .replyLens();
    }

    private static Recording sample(String name, ReplyLens lens) throws IOException {
        try (InputStream in = RecordedTextsTest.class.getResourceAsStream(name)) {
            return new Recording(name, lens, Buffer.buffer(in.readAllBytes()));
        }
    }

    private static void recorded(Path file, List<Recording> all) throws IOException {
        for (String line : Files.readAllLines(file)) {
            Obj recording = (Obj) Json.parse(Buffer.buffer(line));
            boolean streamed = String.valueOf(recording.text("path")).contains(":streamGenerateContent?alt=sse");
            if (streamed && recording.number("status").asInt() == 200) {
                all.add(new Recording(
                        recording.text("id"),
                        Recording.lens(GEMINI, "stream-generate-content"),
                        stream(recording.get("response"))));
            }
        }
    }

    private static Buffer stream(Json response) {
        if (response instanceof Str text) {
            return Buffer.buffer(text.value());
        }
        StringBuilder stream = new StringBuilder();
        Texts.objects(response)
                .forEach(chunk -> stream.append("data: ").append(chunk).append("\n\n"));
        return Buffer.buffer(stream.toString());
    }

    private static void fixtures(Path folder, String endpoint, List<Recording> all) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".chunks.txt"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file).stream()
                        .filter(l -> !l.isBlank())
                        .toList();
                if (lines.getFirst().contains("\"candidates\"")) {
                    StringBuilder stream = new StringBuilder();
                    lines.forEach(line -> stream.append("data: ").append(line).append("\n\n"));
                    all.add(new Recording(
                            file.getFileName().toString(),
                            Recording.lens(GEMINI, endpoint),
                            Buffer.buffer(stream.toString())));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void bytesStayWhereNothingChanges(Recording recording) {
        for (int size : List.of(1, 7, 777, recording.bytes().length())) {
            Buffer mapped = recording.through(size, channel -> piece -> piece);

            assertThat(mapped).as("in chunks of %d bytes", size).isEqualTo(recording.bytes());
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aWordIsReplacedWhereverTheStreamIsCut(Recording recording) {
        Map<Channel.Kind, String> expected = new TreeMap<>(recording.texts());
        expected.replaceAll((kind, text) -> text.replace("the", "«»"));

        for (int size : List.of(3, 1009, recording.bytes().length())) {
            Buffer mapped = recording.through(size, channel -> new Replacer());

            assertThat(recording.with(mapped).texts()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void wordsThatAreHeldBackToTheEndStillLeave(Recording recording) {
        Map<Channel.Kind, String> expected = new TreeMap<>(recording.texts());
        expected.computeIfPresent(Channel.Kind.CONTENT, (kind, text) -> text.toUpperCase(Locale.ROOT));

        Buffer mapped = recording.through(64, channel -> channel.kind() == Channel.Kind.CONTENT ? new Hoarder() : null);

        assertThat(recording.with(mapped).texts()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aStreamThatAFilterEndsSaysSoAndNothingMore(Recording recording) {
        Buffer mapped = recording.through(64, channel -> new Cut());

        ChatReply reply = recording.with(mapped).reply();

        Finish finish = reply.choices().getFirst().finish();
        assertThat(finish).isNotNull();
        assertThat(finish.reason()).isIn(Finish.Reason.SAFETY, Finish.Reason.ERROR);
        assertThat(recording.with(mapped).texts().toString()).doesNotContain("the");
    }

    private static final class Replacer implements TextTransformer {
        private String held = "";

        @Override
        public String next(String piece) {
            String text = (held + piece).replace("the", "«»");
            int keep = text.endsWith("th") ? 2 : text.endsWith("t") ? 1 : 0;
            held = text.substring(text.length() - keep);
            return text.substring(0, text.length() - keep);
        }

        @Override
        public String end() {
            return held;
        }
    }

    private static final class Hoarder implements TextTransformer {
        private final StringBuilder held = new StringBuilder();

        @Override
        public String next(String piece) {
            held.append(piece);
            return "";
        }

        @Override
        public String end() {
            return held.toString().toUpperCase(Locale.ROOT);
        }
    }

    private static final class Cut implements TextTransformer {
        @Override
        public String next(String piece) {
            return "";
        }

        @Override
        public boolean endsReply() {
            return true;
        }
    }
}
