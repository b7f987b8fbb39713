package dev.sluice.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.proxy.dialect.openai.Streams;
import dev.sluice.proxy.dialect.openai.Transforms;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams and replies of the real API: one of each kept here, and all below the folder that {@code sluice.cases} names. */
class RecordedMessagesTest {

    private static final MessagesReply LENS = new MessagesReply();
    private static final MessagesCodec CODEC = new MessagesCodec();

    /** Something that the API said. */
    record Recording(String name, Buffer bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recording> streams() throws IOException {
        List<Recording> all = new ArrayList<>(List.of(sample("messages.sse")));
        String cases = System.getProperty("sluice.cases");
        if (cases != null) {
            for (Obj row : rows(cases, "recorded-streams.jsonl")) {
                all.add(new Recording(row.text("id"), Buffer.buffer(row.text("response"))));
            }
            try (Stream<Path> files = Files.list(Path.of(cases, "sse", "provider-fixtures", "anthropic"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".chunks.txt"))
                        .sorted()
                        .toList()) {
                    all.add(new Recording(file.getFileName().toString(), framed(Files.readAllLines(file))));
                }
            }
        }
        // Some files hold the answers of several calls, which have no one meaning together.
        return all.stream().filter(one -> one.bytes().toString().split("message_start\"", -1).length <= 2);
    }

    static Stream<Recording> replies() throws IOException {
        List<Recording> all = new ArrayList<>(List.of(sample("message.json")));
        String cases = System.getProperty("sluice.cases");
        if (cases != null) {
            for (Obj row : rows(cases, "recorded-exchanges.jsonl")) {
                if (row.get("response") instanceof Obj reply && reply.has("content")) {
                    all.add(new Recording(row.text("id"), reply.toBuffer()));
                }
            }
        }
        return all.stream();
    }

    private static Recording sample(String name) throws IOException {
        try (var in = RecordedMessagesTest.class.getResourceAsStream(name)) {
            return new Recording(name, Buffer.buffer(in.readAllBytes()));
        }
    }

    private static List<Obj> rows(String cases, String file) throws IOException {
        return Files.readAllLines(Path.of(cases, "sse", file)).stream()
                .map(line -> (Obj) Json.parse(Buffer.buffer(line)))
                .filter(row -> "anthropic".equals(row.text("provider")))
                .toList();
    }

    private static Buffer framed(List<String> lines) {
        Buffer all = Buffer.buffer();
        lines.stream().filter(line -> !line.isBlank()).forEach(line -> all.appendString("data: " + line + "\n\n"));
        return all;
    }

    private static List<ChatEvent> read(List<Event> events) {
        ChatReader reader = CODEC.reader(new Losses());
        List<ChatEvent> read = new ArrayList<>();
        events.forEach(event -> reader.read(event, read::add));
        reader.end(true, read::add);
        return read;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void bytesStayWhereNothingChanges(Recording recording) {
        Buffer mapped = Streams.through(LENS, recording.bytes(), 777, Transforms.IDENTITY);

        assertThat(mapped.toString()).isEqualTo(recording.bytes().toString());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyCutIsReadTheSame(Recording recording) {
        List<ChatEvent> expected = read(Streams.events(recording.bytes()));
        int step = Math.max(1, recording.bytes().length() / 2000);

        for (int at = 1; at < recording.bytes().length(); at += step) {
            Framing framing = LENS.framing();
            List<Event> events = new ArrayList<>(
                    framing.feed(recording.bytes().getBuffer(0, at)).events());
            events.addAll(framing.feed(
                            recording.bytes().getBuffer(at, recording.bytes().length()))
                    .events());
            assertThat(read(events).toString()).as("cut at %d", at).isEqualTo(expected.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatIsReadIsWrittenAndReadAgain(Recording recording) {
        List<ChatEvent> read = read(Streams.events(recording.bytes()));
        ChatWriter writer = CODEC.writer(Asked.UNKNOWN, new Losses());
        List<Event> written = new ArrayList<>();
        read.forEach(event -> writer.write(event, written::add));
        writer.end(written::add);

        assertThat(ChatReply.of(read(written)).toString())
                .isEqualTo(ChatReply.of(read).toString());
        assertThat(ChatReply.of(read).choices()).isNotEmpty();
        assertThat(ChatReply.of(read).choices().getFirst().finish()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyIsWrittenAsItWasRead(Recording recording) {
        ChatReply read = CODEC.readReply((Obj) Json.parse(recording.bytes()), new Losses());

        Obj written = CODEC.writeReply(read, Asked.UNKNOWN, new Losses());

        assertThat(CODEC.readReply(written, new Losses()).toString()).isEqualTo(read.toString());
    }
}
