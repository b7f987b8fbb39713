package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Laws of what a filter does with calls. */
final class CallLaws {
    static final List<Law> ALL = List.of(
            new Law("never blocks", CallLaws::neverBlocks),
            new Law("leaves the call as it is", CallLaws::leavesTheCallAsItIs),
            new Law("comes to an end whatever the upstream does", CallLaws::comesToAnEnd),
            new Law("passes errors on", CallLaws::passesErrorsOn),
            new Law("passes error replies on", CallLaws::passesErrorRepliesOn),
            new Law("serves many calls at once", CallLaws::servesManyCallsAtOnce),
            new Law("sends an upload once", CallLaws::sendsAnUploadOnce));

    private static final int MANY = 32;

    private CallLaws() {}

    /** A thread that sleeps, parks or waits for a monitor is counted by the JVM. */
    private static void neverBlocks(Trial trial) {
        trial.outcome(Script.says("warm up")); // Classes are loaded now: that may wait.
        Trial.Run run = trial.against(Script.says(List.of("hello", " world")));
        long before = timesWaited();

        run.send(trial.call("hello"));

        assertThat(timesWaited() - before)
                .as("times that the event loop had to wait")
                .isZero();
        run.finish();
    }

    private static void leavesTheCallAsItIs(Trial trial) {
        Trial.Run run = trial.against(Script.says("hello"));
        Call call = trial.call("hello");
        String before = describe(call);

        run.send(call);

        assertThat(describe(call)).isEqualTo(before);
        run.finish();
    }

    private static void comesToAnEnd(Trial trial) {
        List<String> pieces = List.of("one ", "two ", "three");
        List<Script> scripts = List.of(
                Script.says(pieces).after(Duration.ofSeconds(5)).every(Duration.ofSeconds(1)),
                Script.says(pieces).thenBreaks(),
                Script.says(pieces).thenStalls(),
                Script.says(List.of()).thenBreaks(),
                Script.says(List.of()).thenStalls(),
                Script.status(500),
                Script.refuses(),
                Script.silent());
        for (Script script : scripts) {
            Trial.Run run = trial.against(script);
            run.send(trial.call("hello"));
            run.finish();
        }
    }

    private static void passesErrorsOn(Trial trial) {
        Trial.Run run = trial.against(Script.refuses());

        Exchange exchange = run.send(trial.call("hello"));

        run.finish();
        assertThat(exchange.reply().cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("refused"));
    }

    private static void passesErrorRepliesOn(Trial trial) {
        Trial.Run run = trial.against(Script.status(429));

        Exchange exchange = run.send(trial.call("hello"));

        run.finish();
        assertThat(exchange.reading().status()).isEqualTo(429);
    }

    private static void servesManyCallsAtOnce(Trial trial) {
        Trial.Run run = trial.against(CallLaws::echo);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            exchanges.add(run.send(trial.call("call " + i)));
        }

        run.finish();

        for (int i = 0; i < MANY; i++) {
            Trial.Run alone = trial.against(CallLaws::echo);
            Exchange expected = alone.send(trial.call("call " + i));
            alone.finish();
            assertThat(exchanges.get(i).outcome()).isEqualTo(expected.outcome());
        }
    }

    private static void sendsAnUploadOnce(Trial trial) {
        for (Script script : List.of(Script.refuses(), Script.says("done").after(Duration.ofSeconds(30)))) {
            Trial.Run run = trial.against(script);

            run.send(FakeCalls.upload("bytes"));

            run.finish();
            assertThat(run.upstream().attempts()).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static Script echo(Call call) {
        Prompt prompt = Objects.requireNonNull(call.prompt(), "Expected a filter that leaves the prompt readable");
        List<String> said = prompt.messages().stream().map(Message::text).toList();
        return Script.says(said).after(Duration.ofMillis(10)).every(Duration.ofMillis(1));
    }

    private static String describe(Call call) {
        StringBuilder text = new StringBuilder();
        call.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        text.append(call.model())
                .append(call.candidates())
                .append(call.target())
                .append(call.caller());
        return text.append(call.body() instanceof Body.Bytes body ? body.bytes() : "")
                .toString();
    }

    private static long timesWaited() {
        long thread = Thread.currentThread().threadId();
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread).getWaitedCount();
    }
}
