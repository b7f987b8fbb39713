package dev.sluice.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What is written of a stream and read again. */
final class StreamLaws {

    private StreamLaws() {}

    static Stream<DynamicNode> of(Subject subject) {
        Map<String, BiConsumer<Subject, ChatReply>> laws = Map.of(
                "says what the whole reply says", StreamLaws::saysTheSame,
                "says the same in smaller pieces", StreamLaws::saysTheSameInSmallerPieces,
                "says the same however its bytes are cut", StreamLaws::saysTheSameHoweverCut,
                "never looks whole when it broke", StreamLaws::neverLooksWhole);
        return laws.entrySet().stream()
                .flatMap(law -> ReplySamples.all().entrySet().stream()
                        .map(sample -> DynamicTest.dynamicTest(
                                law.getKey() + ": " + sample.getKey(),
                                () -> law.getValue().accept(subject, sample.getValue()))));
    }

    private static void saysTheSame(Subject subject, ChatReply reply) {
        ChatReply whole = subject.again(reply, new Losses());

        ChatReply streamed = throughEvents(subject, reply.events());

        assertThat(subject.plain(streamed, whole)).isEqualTo(subject.plain(whole, streamed));
    }

    private static void saysTheSameInSmallerPieces(Subject subject, ChatReply reply) {
        ChatReply once = throughEvents(subject, reply.events());

        ChatReply pieces = throughEvents(subject, Pieces.of(reply.events(), new SplittableRandom(7)));

        assertThat(subject.plain(pieces, once)).isEqualTo(subject.plain(once, once));
    }

    private static void saysTheSameHoweverCut(Subject subject, ChatReply reply) {
        List<Event> events = subject.written(reply.events(), new Losses());
        Buffer bytes = Buffer.buffer();
        events.forEach(event -> bytes.appendBuffer(event.raw()));
        ChatReply expected = ChatReply.of(subject.read(events, true, new Losses()));

        for (int size : List.of(1, 2, 7, 64, 1000)) {
            List<Event> cut = cut(subject.lens().framing(), bytes, size);
            ChatReply read = ChatReply.of(subject.read(cut, true, new Losses()));
            assertThat(read.toString()).as("in chunks of %d bytes", size).isEqualTo(expected.toString());
        }
    }

    private static void neverLooksWhole(Subject subject, ChatReply reply) {
        List<Event> events = subject.written(reply.events(), new Losses());
        for (int kept = 0; kept < events.size(); kept++) {
            List<ChatEvent> before = new ArrayList<>();
            var reader = subject.codec().reader(new Losses());
            events.subList(0, kept).stream().filter(Event::hasData).forEach(event -> reader.read(event, before::add));
            List<ChatEvent> after = new ArrayList<>();
            reader.end(false, after::add);
            assertThat(after).as("after %d events", kept).noneMatch(ChatEvent.Ended.class::isInstance);
        }
    }

    private static ChatReply throughEvents(Subject subject, List<ChatEvent> events) {
        return ChatReply.of(subject.read(subject.written(events, new Losses()), true, new Losses()));
    }

    private static List<Event> cut(Framing framing, Buffer bytes, int size) {
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += size) {
            events.addAll(framing.feed(bytes.getBuffer(at, Math.min(bytes.length(), at + size)))
                    .events());
        }
        events.addAll(framing.end().events());
        return events;
    }
}
