package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A filter on trial in one way: a wire shape, whole or streamed. Each run has a fresh filter, and time of its own. */
record Trial(FilterContract contract, FakeCalls calls, boolean streamed) {

    /** What is done for many calls together may wait so long for more of them. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** A call that says a text. */
    Call call(String text) {
        return streamed ? calls.streamed(text) : calls.whole(text);
    }

    /** The same filter in the other way. */
    Trial whole() {
        return new Trial(contract, calls, false);
    }

    /** A run against an upstream that does one thing, however often it is asked. */
    Run against(Script script) {
        return new Run(this, (attempt, call) -> script);
    }

    /** A run against an upstream that looks at what it is asked. */
    Run against(Function<Call, Script> script) {
        return new Run(this, (attempt, call) -> script.apply(call));
    }

    /** What a client gets in the end: the text, or the error's code. */
    String outcome(Script script) {
        Run run = against(script);
        Exchange exchange = run.send(call("hello"));
        run.finish();
        return exchange.outcome();
    }

    @Override
    public String toString() {
        return calls + (streamed ? ", streamed" : ", whole");
    }

    /** A fresh filter at work. */
    static final class Run {
        private final Trial trial;
        private final VirtualTime time = new VirtualTime();
        private final Filter filter;
        private final ScriptedUpstream upstream;
        private final List<Exchange> exchanges = new ArrayList<>();
        private final int timersBefore;

        Run(Trial trial, BiFunction<Integer, Call, Script> scripts) {
            this.trial = trial;
            this.filter = trial.contract().filter(new FakePluginContext(time));
            this.upstream = ScriptedUpstream.by(time, scripts);
            this.timersBefore = time.pending();
        }

        VirtualTime time() {
            return time;
        }

        ScriptedUpstream upstream() {
            return upstream;
        }

        /** The attempts that are made for the client. */
        List<Attempt> attempts() {
            return upstream.attempts().stream()
                    .filter(trial.contract()::isForClient)
                    .toList();
        }

        Exchange send(Call call) {
            return send(call, FakeClient.eager(time));
        }

        /** Sends a call and has its reply read; time does not pass. */
        Exchange send(Call call, FakeClient client) {
            Exchange exchange = new Exchange(call, client);
            exchanges.add(exchange);
            exchange.start(filter, upstream);
            time.run();
            return exchange;
        }

        /** Lets everything come to its end, and expects that nothing is left. */
        void finish() {
            time.advance(ScriptedUpstream.DEADLINE.multipliedBy(4));
            for (Exchange exchange : exchanges) {
                assertThat(exchange.isOver())
                        .as("the call's future, and its reply, come to an end")
                        .isTrue();
                exchange.call().scope().end(null);
            }
            time.advance(MOMENT);
            upstream.assertNothingLeaks();
            assertThat(time.pending()).as("timers left when all calls are over").isEqualTo(timersBefore);
        }
    }
}
