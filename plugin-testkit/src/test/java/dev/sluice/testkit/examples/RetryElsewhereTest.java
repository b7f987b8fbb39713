package dev.sluice.testkit.examples;

import static dev.sluice.testkit.ReplyAssert.assertThatReading;
import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryElsewhereTest implements FilterContract {
    private final VirtualTime time = new VirtualTime();

    @Override
    public Filter filter(FakePluginContext context) {
        return new RetryElsewhere();
    }

    static Stream<Script> failuresBeforeTheReply() {
        return Stream.of(
                Script.refuses(),
                Script.silent(),
                Script.status(429),
                Script.status(503),
                Script.says(List.of()).thenBreaks(),
                Script.says(List.of()).thenStalls());
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheReply")
    void triesTheSecondTargetWhenTheFirstFailsBeforeItsReplyBegan(Script failure) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, failure, Script.says("hello"));

        Future<Reply> reply = new RetryElsewhere().apply(FakeCalls.chat().streamed("hi"), upstream);

        Future<Reading> reading = FakeClient.eager(time).read(reply);
        time.advance(ScriptedUpstream.DEADLINE);
        assertThatReading(reading.result()).hasText("hello");
        assertThat(upstream.attempts())
                .extracting(attempt -> attempt.call().target())
                .isEqualTo(FakeCalls.CANDIDATES);
    }

    @Test
    void doesNotRetryWhatTheClientHasLeft() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.silent());
        Call call = FakeCalls.chat().streamed("hi");
        Future<Reply> reply = new RetryElsewhere().apply(call, upstream);

        call.scope().end(null);

        assertThat(reply.failed()).isTrue();
        assertThat(call.journal().decisions()).isEmpty();
    }

    @Test
    void doesNotRetryWhatIsTheClientsOwnFault() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.status(400));

        Future<Reply> reply = new RetryElsewhere().apply(FakeCalls.plain().whole("hi"), upstream);

        assertThatReply(reply.result()).hasStatus(400);
        assertThat(upstream.attempts()).hasSize(1);
    }
}
