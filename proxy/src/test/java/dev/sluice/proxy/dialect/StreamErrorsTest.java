package dev.sluice.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Outcome;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream whose last event says that the provider failed has not completed, however politely it was closed. */
class StreamErrorsTest {

    static Stream<Arguments> endpoints() {
        return Dialects.builtIn().all().stream()
                .flatMap(dialect -> dialect.endpoints().stream()
                        .filter(endpoint -> endpoint.replyLens() != null
                                && endpoint.replyLens().chat() != null
                                && endpoint.streaming() != Endpoint.Streaming.NEVER)
                        .map(endpoint -> Arguments.of(dialect, endpoint)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anErrorAtTheEndIsAFailure(Dialect dialect, Endpoint endpoint) {
        CallError overloaded = CallError.of(CallError.Category.OVERLOADED, "overloaded", "Too much at once.");
        List<Event> events = new ArrayList<>(begun(endpoint));
        events.addAll(dialect.errorEvents(endpoint, overloaded));

        Outcome outcome = outcome(endpoint, events);

        assertThat(outcome.end()).isEqualTo(Outcome.End.FAILED);
        assertThat(outcome.error()).isInstanceOf(CallError.class).hasMessageContaining("Too much at once.");
    }

    private static List<Event> begun(Endpoint endpoint) {
        ChatWriter writer = Objects.requireNonNull(
                        Objects.requireNonNull(endpoint.replyLens()).chat())
                .writer(Asked.UNKNOWN, new Losses());
        List<Event> events = new ArrayList<>();
        writer.write(new ChatEvent.Start("id-1", "m", null, null), events::add);
        writer.write(new ChatEvent.Text(0, 0, "Hello"), events::add);
        return events;
    }

    private static Outcome outcome(Endpoint endpoint, List<Event> events) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Frames> frames =
                events.stream().map(event -> Frames.of(List.of(event))).toList();
        var reply = new Streamed(200, Headers.empty(), Sources.of(frames), endpoint, Stopwatch.STOPPED);
        Sources.collect(reply.onEnd(outcomes::add).readable().frames());
        return outcomes.getFirst();
    }
}
