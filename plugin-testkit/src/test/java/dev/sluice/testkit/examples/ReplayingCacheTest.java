package dev.sluice.testkit.examples;

import static dev.sluice.testkit.ReplyAssert.assertThatReading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Filter;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayingCacheTest implements FilterContract {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final List<String> PIECES = List.of("one ", "two ", "three");

    private final VirtualTime time = new VirtualTime();
    private final FakeClient client = FakeClient.eager(time);
    private final Filter cache = filter(new FakePluginContext(time));
    private final ScriptedUpstream upstream =
            ScriptedUpstream.of(time, Script.says(PIECES).after(PACE).every(PACE), Script.says("again"));

    @Override
    public Filter filter(FakePluginContext context) {
        return new ReplayingCache(context, TTL);
    }

    @Test
    void sharesOneStreamBetweenCallsThatComeWhileItRuns() {
        List<Future<Reading>> readings = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            readings.add(client.read(cache.apply(FakeCalls.chat().streamed("hi"), upstream)));
            time.advance(PACE);
        }

        time.advance(PACE.multipliedBy(5));

        assertThat(readings)
                .allSatisfy(reading -> assertThatReading(reading.result()).hasText("one two three"));
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void goesOnForTheOthersWhenTheFirstLeaves() {
        Call leader = FakeCalls.chat().streamed("hi");
        Call follower = FakeCalls.chat().streamed("hi");
        client.read(cache.apply(leader, upstream));
        Future<Reading> reading = client.read(cache.apply(follower, upstream));
        time.advance(PACE.multipliedBy(2));

        leader.scope().end(null);

        time.advance(PACE.multipliedBy(5));
        assertThatReading(reading.result()).hasText("one two three");
        assertThat(upstream.cancelled()).isEmpty();
    }

    @Test
    void givesTheUpstreamUpWhenTheLastHasLeft() {
        List<Call> calls =
                List.of(FakeCalls.chat().streamed("hi"), FakeCalls.chat().streamed("hi"));
        calls.forEach(call -> client.read(cache.apply(call, upstream)));
        time.advance(PACE.multipliedBy(2));

        calls.forEach(call -> call.scope().end(null));

        assertThat(upstream.cancelled()).hasSize(1);
        upstream.assertNothingLeaks();
    }

    @Test
    void answersFromMemoryUntilTheTimeIsUp() {
        String first = read(FakeCalls.plain().whole("hi"));
        String second = read(FakeCalls.plain().whole("hi"));
        time.advance(TTL);
        String third = read(FakeCalls.plain().whole("hi"));

        assertThat(List.of(first, second, third)).containsExactly("one two three", "one two three", "again");
    }

    @Test
    void neverGivesATenantWhatAnotherAskedFor() {
        String first = read(FakeCalls.plain().whole("hi"));
        String second = read(FakeCalls.plain().whole("hi").withCaller(new Caller("other", "", Map.of())));

        assertThat(List.of(first, second)).containsExactly("one two three", "again");
    }

    private String read(Call call) {
        Future<Reading> reading = client.read(cache.apply(call, upstream));
        time.advance(PACE.multipliedBy(5));
        return reading.result().text();
    }
}
