package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real streams of every dialect, said to clients of every other: event for event, and however they are cut. */
class RecordedTranslationTest {

    private static final int CUTS = 150;
    private static final int LARGE = 16_384;

    static Stream<RecordedStream> streams() throws IOException {
        return RecordedStream.all().stream();
    }

    static Stream<Arguments> pairs() throws IOException {
        return RecordedStream.all().stream()
                .filter(RecordedStream::isOneAnswer)
                .flatMap(stream -> RecordedStream.SPEAKERS.stream().map(client -> Arguments.of(stream, client)));
    }

    @Test
    void everyDialectHasARecording() throws IOException {
        List<Speaker> recorded =
                RecordedStream.kept().stream().map(RecordedStream::provider).toList();

        assertThat(RecordedStream.SPEAKERS)
                .filteredOn(speaker -> !speaker.name().equals("gemini stream-generate-content"))
                .allMatch(recorded::contains);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theSameEventsAreReadWhereverTheStreamIsCut(RecordedStream stream) {
        List<String> expected = texts(stream.provider().frames(stream.bytes()));
        int length = stream.bytes().length();
        int step = length > LARGE ? length / CUTS : 1; // Every byte of those that are kept here.

        for (int at = 0; at <= length; at += step) {
            assertThat(texts(stream.provider().frames(stream.bytes(), at)))
                    .as("cut at %d", at)
                    .isEqualTo(expected);
        }
    }

    private static List<String> texts(List<Frames> frames) {
        return frames.stream()
                .flatMap(one -> one.events().stream())
                .filter(Event::hasData)
                .map(event -> event.type() + ' ' + event.text())
                .toList();
    }

    @ParameterizedTest(name = "{0} to a client of {1}")
    @MethodSource("pairs")
    void itIsTranslatedTheSameWhereverItIsCut(RecordedStream stream, Speaker client) {
        String expected =
                shown(stream.provider().translated(stream.provider().frames(stream.bytes()), client, new Losses()));
        int length = stream.bytes().length();
        int step = Math.max(1, length / CUTS);
        int[] everywhere = IntStream.iterate(1, at -> at < length, at -> at + (length > LARGE ? 7 : 1))
                .toArray();

        assertThat(shown(stream.provider()
                        .translated(stream.provider().frames(stream.bytes(), everywhere), client, new Losses())))
                .as("byte by byte")
                .isEqualTo(expected);
        for (int at = 1; at < length; at += step) {
            assertThat(shown(stream.provider()
                            .translated(stream.provider().frames(stream.bytes(), at), client, new Losses())))
                    .as("cut at %d", at)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} to a client of {1}")
    @MethodSource("pairs")
    void theClientHearsEveryWordWithTheEventThatBroughtIt(RecordedStream stream, Speaker client) {
        Heard provider = new Heard(stream.provider());
        Heard heard = new Heard(client);
        ChatReader reader = stream.provider().codec().reader(new Losses());
        ChatWriter writer = client.codec().writer(Asked.UNKNOWN, new Losses());
        int[] at = {0};

        for (Event event : stream.provider().events(stream.bytes())) {
            if (event.hasData()) {
                provider.hear(event);
                reader.read(event, said -> writer.write(said, heard::hear));
                assertThat(heard.words())
                        .as("after event %d: %s", at[0]++, event.text())
                        .isEqualTo(provider.words());
            }
        }
    }

    @ParameterizedTest(name = "{0} to a client of {1}")
    @MethodSource("pairs")
    void itMeansWhatTheWholeReplyWouldHave(RecordedStream stream, Speaker client) {
        Losses losses = new Losses();
        ChatReply source = ChatReply.of(stream.provider().said(stream.provider().events(stream.bytes())));
        ChatReply whole = client.again(source, losses);

        ChatReply streamed = ChatReply.of(
                client.said(stream.provider().translated(stream.provider().frames(stream.bytes()), client, losses)));

        assertThat(texts(streamed)).isEqualTo(texts(whole));
        assertThat(calls(streamed)).isEqualTo(calls(source));
        assertThat(streamed.choices().getFirst().finish())
                .isEqualTo(whole.choices().getFirst().finish());
        assertThat(Objects.toString(streamed.usage())).isEqualTo(Objects.toString(whole.usage()));
        assertThat(texts(source))
                .as("told: %s", losses.all())
                .satisfies(said ->
                        assertThat(losses.isEmpty() ? said : texts(whole)).isEqualTo(texts(whole)));
    }

    private static Map<String, String> texts(ChatReply reply) {
        Map<String, String> texts = new TreeMap<>();
        reply.choices()
                .forEach(choice -> choice.parts().forEach(part -> {
                    switch (part) {
                        case ChatPart.Text text -> texts.merge("content", text.text(), String::concat);
                        case ChatPart.Reasoning text -> texts.merge("reasoning", text.text(), String::concat);
                        case ChatPart.Refusal text -> texts.merge("refusal", text.text(), String::concat);
                        default -> {}
                    }
                }));
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    /** Arguments as JSON: some dialects have objects where others have texts. */
    private static List<String> calls(ChatReply reply) {
        return reply.choices().stream()
                .flatMap(choice -> choice.parts().stream())
                .filter(ChatPart.ToolCall.class::isInstance)
                .map(ChatPart.ToolCall.class::cast)
                .map(call -> call.name() + ' ' + canonical(call.arguments()))
                .toList();
    }

    private static String canonical(String arguments) {
        return Canonical.write(Json.parse(Buffer.buffer(arguments.isBlank() ? "{}" : arguments)))
                .toString();
    }

    private static String shown(List<Event> events) {
        StringBuilder shown = new StringBuilder();
        events.forEach(event ->
                shown.append(event.type()).append(' ').append(event.text()).append('\n'));
        return shown.toString()
                .replaceAll("(chatcmpl-|[a-z]+_)[0-9a-f]{8,}", "$1made")
                .replaceAll("\"created(_at)?\":\\d+", "\"created\":0");
    }

    /** What one has heard of a stream so far. */
    private static final class Heard {
        private final ChatReader reader;
        private final StringBuilder words = new StringBuilder();

        private Heard(Speaker speaker) {
            this.reader = speaker.codec().reader(new Losses());
        }

        private void hear(Event event) {
            reader.read(event, this::add);
        }

        private void add(ChatEvent event) {
            if (event instanceof ChatEvent.Text text && text.choice() == 0) {
                words.append(text.piece());
            }
        }

        private String words() {
            return words.toString();
        }
    }
}
