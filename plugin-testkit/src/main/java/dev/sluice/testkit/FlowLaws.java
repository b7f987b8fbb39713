package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Laws of pace: nobody is made to wait, to hurry, or to work for somebody who has left. */
final class FlowLaws {
    static final List<Law> ALL = List.of(
            new Law("asks for no more than the client reads", FlowLaws::keepsToTheClientsPace),
            new Law("gives a slow client all of it", FlowLaws::waitsForASlowClient),
            new Law("stops when the client leaves before there is a reply", FlowLaws::stopsWithoutAReply),
            new Law("stops when the client leaves a silent stream", FlowLaws::stopsASilentStream),
            new Law("stops when the client leaves a stream at any frame", FlowLaws::stopsAtAnyFrame),
            new Law("stops when the client stops reading and is gone later", FlowLaws::stopsAnUnreadStream));

    private static final List<String> LONG = Collections.nCopies(500, "word ");
    private static final Duration WHILE = ScriptedUpstream.DEADLINE.dividedBy(2);

    private FlowLaws() {}

    private static void keepsToTheClientsPace(Trial trial) {
        Trial.Run run = trial.against(Script.says(LONG));
        Exchange exchange = run.send(trial.call("hello"), asleep(run));

        run.time().advance(WHILE);

        int read = exchange.reading().frames();
        assertThat(run.attempts())
                .allSatisfy(attempt -> assertThat(attempt.pulled())
                        .as("frames asked for, when the client has read %d", read)
                        .isLessThanOrEqualTo(read + trial.contract().readAhead()));
        exchange.leave();
    }

    private static void waitsForASlowClient(Trial trial) {
        List<String> pieces = LONG.subList(0, 20);
        String expected = trial.outcome(Script.says(pieces));
        Trial.Run run = trial.against(Script.says(pieces));

        Exchange exchange = run.send(trial.call("hello"), FakeClient.slow(run.time(), Duration.ofSeconds(1)));

        run.finish();
        assertThat(exchange.outcome()).isEqualTo(expected);
    }

    private static void stopsWithoutAReply(Trial trial) {
        leaving(trial, Script.silent(), run -> run.time().advance(WHILE));
    }

    private static void stopsASilentStream(Trial trial) {
        leaving(
                trial,
                Script.says(LONG.subList(0, 2)).thenStalls(),
                run -> run.time().advance(WHILE));
        leaving(trial, Script.says(List.of()).thenStalls(), run -> run.time().advance(WHILE));
    }

    private static void stopsAtAnyFrame(Trial trial) {
        for (int frames = 0; frames < 10; frames++) {
            Duration until = Duration.ofSeconds(frames);
            leaving(
                    trial,
                    Script.says(LONG).every(Duration.ofSeconds(1)),
                    run -> run.time().advance(until));
        }
    }

    private static void stopsAnUnreadStream(Trial trial) {
        Trial.Run run = trial.against(Script.says(LONG));
        Exchange exchange = run.send(trial.call("hello"), asleep(run));
        run.time().advance(WHILE);

        exchange.leave();

        assertStopped(run);
    }

    private static void leaving(Trial trial, Script script, Consumer<Trial.Run> before) {
        Trial.Run run = trial.against(script);
        Exchange exchange = run.send(trial.call("hello"));
        before.accept(run);

        exchange.leave();

        assertStopped(run);
        run.finish();
    }

    /** At once: within this turn of the event loop. */
    private static void assertStopped(Trial.Run run) {
        run.time().run();
        assertThat(run.attempts()).as("attempts still going on").noneMatch(Attempt::isOpen);
    }

    /** Reads one frame and then does nothing, for as long as the upstream has patience. */
    private static FakeClient asleep(Trial.Run run) {
        return FakeClient.slow(run.time(), ScriptedUpstream.DEADLINE.multipliedBy(2));
    }
}
