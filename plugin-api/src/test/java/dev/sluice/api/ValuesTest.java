package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Role;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small values that calls and replies are made of. */
class ValuesTest {
    @Test
    void headersAreReadWithoutCaseAndChangedByCopies() {
        Headers headers = Headers.of("Accept", "a").plus("accept", "b").with("Other", "c");

        assertThat(headers.all("ACCEPT")).containsExactly("a", "b");
        assertThat(headers.without("accept").size()).isOne();
        assertThat(headers.without("absent")).isSameAs(headers);
        assertThat(headers.contains("other")).isTrue();
        assertThat(Headers.empty().size()).isZero();
    }

    @Test
    void headersAreVisitedInOrder() {
        List<String> seen = new ArrayList<>();

        Headers.wrap(MultiMap.caseInsensitiveMultiMap().add("b", "1").add("a", "2"))
                .forEach((name, value) -> seen.add(name + value));

        assertThat(seen).containsExactly("b1", "a2");
    }

    @Test
    void errorsAreCopiedWithOneThingMore() {
        Throwable cause = new IllegalStateException("inner");

        CallError error = CallError.of(CallError.Category.RATE_LIMITED, "too_many", "Wait.")
                .withParam("model")
                .withRetryAfter(Duration.ofSeconds(3))
                .withCause(cause);

        assertThat(error.status()).isEqualTo(429);
        assertThat(List.of(error.code(), error.message(), error.param(), error.retryAfter(), error.getCause()))
                .containsExactly("too_many", "Wait.", "model", Duration.ofSeconds(3), cause);
        assertThat(error.getStackTrace()).isEmpty();
    }

    @Test
    void aJournalKeepsABoundedNumberOfEntries() {
        Journal journal = new Journal();

        for (int i = 0; i <= Journal.MAX_ENTRIES; i++) {
            journal.decide(new Decision("filter", "allow", "reason"));
            journal.took("filter " + i, Duration.ofNanos(1));
        }
        journal.warn("warning");
        journal.took("filter 0", Duration.ofNanos(2));

        assertThat(journal.decisions()).hasSize(Journal.MAX_ENTRIES);
        assertThat(journal.filterTimes()).hasSize(Journal.MAX_ENTRIES).containsEntry("filter 0", Duration.ofNanos(3));
        assertThat(journal.warnings()).containsExactly("warning");
        assertThat(journal.dropped()).isOne();
    }

    @Test
    void aJournalSaysWhenWhatWasDecided() {
        AtomicLong clock = new AtomicLong(100);
        Journal journal = new Journal(new Stopwatch(clock::get, 40));
        Journal sentInItsPlace = journal.detached();
        Decision first = new Decision("cache", "miss", "");
        Decision second = new Decision("guard", "block", "words");

        journal.decide(first);
        clock.set(140);
        sentInItsPlace.decide(second);
        clock.set(240);
        journal.decideAsIn(sentInItsPlace);

        assertThat(journal.timeline())
                .containsExactly(
                        new Journal.Entry(Duration.ofNanos(60), first),
                        new Journal.Entry(Duration.ofNanos(100), second));
        assertThat(journal.decisions()).containsExactly(first, second);
        assertThat(journal.elapsed()).isEqualTo(Duration.ofNanos(200));
    }

    @Test
    void aTargetIsWrittenAsClientsWriteIt() {
        assertThat(new Target("openai", "gpt")).hasToString("openai/gpt");
        assertThat(new Target("openai", "")).hasToString("openai");
    }

    @Test
    void usageAddsUp() {
        assertThat(Usage.of(3, 5).total()).isEqualTo(8);
        assertThat(Usage.NONE.total()).isZero();
    }

    @Test
    void aStoppedStopwatchShowsNothing() {
        assertThat(Stopwatch.STOPPED.elapsed()).isZero();
    }

    @Test
    void aMessagesTextIsThatOfItsTextParts() {
        Message message =
                new Message(Role.USER, List.of(new Part.Text("a"), new Part.Unknown("widget"), new Part.Text("b")));

        assertThat(message.text()).isEqualTo("a\nb");
        assertThat(Message.of(Role.SYSTEM, "c").text()).isEqualTo("c");
    }

    @Test
    void parametersAreCopiedWithOneThingChanged() {
        Parameters parameters = Parameters.NONE.withMaxOutputTokens(5).withTemperature(0.5);

        assertThat(parameters.maxOutputTokens()).isEqualTo(5);
        assertThat(parameters.temperature()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER,true,false",
        "ALWAYS,false,true",
        "IF_ASKED,true,true",
        "IF_ASKED,,false",
        "UNLESS_REFUSED,,true",
        "UNLESS_REFUSED,false,false"
    })
    void anEndpointKnowsWhetherACallAsksForAStream(Endpoint.Streaming streaming, Boolean flag, boolean streams) {
        Endpoint text = TextLens.ENDPOINT;
        Endpoint endpoint = new Endpoint(
                text.name(),
                text.method(),
                text.path(),
                text.operation(),
                text.payload(),
                text.modelPlace(),
                streaming,
                null,
                null);

        assertThat(endpoint.streams(flag)).isEqualTo(streams);
        assertThat(endpoint.operation().label()).isEqualTo("chat");
    }
}
