package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two targets that take one call at a time, at first. */
class RouteConcurrencyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time).withModels(new FakeModels());
    private final ScriptedUpstream upstream =
            ScriptedUpstream.by(time, (number, call) -> Script.says("ok").after(SECOND));
    private final Filter filter = filter(Configs.usual().limited(1, 2));

    @Test
    void aTargetThatIsFullIsPassedOver() {
        send("one", "");
        Call second = call("two", "");

        filter.apply(second, upstream);

        assertThat(targets()).containsExactly("first/fake-model", "second/fake-model");
        assertThat(second.journal().decisions())
                .contains(new Decision(
                        "route", "full", "first/fake-model has as many calls as it takes; second/fake-model"));
    }

    @Test
    void whoFindsNoRoomWaitsAndTheMostUrgentIsNext() {
        fill();
        Future<Reply> patient = send("patient", "");
        Future<Reply> urgent = send("urgent", "high");
        assertThat(upstream.attempts()).hasSize(2);
        assertThat(context.meters().gauged("waiting", "pool", "1")).isEqualTo(2);

        time.advance(SECOND);

        assertThat(keys()).containsExactly("one", "two", "urgent", "patient");
        time.advance(SECOND);
        assertThatReply(patient.result()).hasText("ok");
        assertThatReply(urgent.result()).hasText("ok");
        assertThat(context.meters().timed("queue_waits")).containsExactly(SECOND, SECOND);
    }

    @Test
    void whoIsMoreUrgentTakesThePlaceOfTheLastInAFullQueue() {
        fill();
        Future<Reply> stays = send("stays", "normal");
        Future<Reply> displaced = send("displaced", "");

        Future<Reply> urgent = send("urgent", "high");
        Future<Reply> late = send("late", "");

        assertThat(code(displaced)).isEqualTo("no_room");
        assertThat(code(late)).isEqualTo("no_room");
        time.advance(SECOND.multipliedBy(2));
        assertThatReply(stays.result()).hasText("ok");
        assertThatReply(urgent.result()).hasText("ok");
        assertThat(context.meters().count("queue_refusals")).isEqualTo(2);
    }

    @Test
    void whoseDeadlineCannotBeMetIsToldSoAtOnce() {
        send("one", "");
        send("two", "");
        time.advance(SECOND); // Now it is known how long an answer takes.
        for (int i = 0; i < 4; i++) {
            send("again" + i, "");
        }
        Call hasty = call("hasty", "").withHeaders(Headers.of("x-sluice-timeout", "0.9"));

        Future<Reply> refused = filter.apply(hasty, upstream);

        assertThat(code(refused)).isEqualTo("no_room");
        assertThat(((CallError) refused.cause()).status()).isEqualTo(503);
        assertThat(((CallError) refused.cause()).retryAfter()).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void nobodyWaitsForLongerThanTheConfigSays() {
        ScriptedUpstream slow =
                ScriptedUpstream.by(time, (number, call) -> Script.says("ok").after(SECOND.multipliedBy(20)));
        filter.apply(call("one", ""), slow);
        filter.apply(call("two", ""), slow);
        Future<Reply> waits = filter.apply(call("waits", ""), slow);

        time.advance(SECOND.multipliedBy(4));
        assertThat(waits.isComplete()).isFalse();
        time.advance(SECOND.multipliedBy(2));

        assertThat(code(waits)).isEqualTo("no_room");
    }

    @Test
    void whoLeavesTheQueueLeavesThePlaceToOthers() {
        fill();
        Call gone = call("gone", "");
        Future<Reply> left = filter.apply(gone, upstream);
        Future<Reply> next = send("next", "");

        gone.scope().end(null);

        assertThat(code(left)).isEqualTo("cancelled");
        assertThat(context.meters().gauged("waiting", "pool", "1")).isEqualTo(1);
        time.advance(SECOND.multipliedBy(2));
        assertThatReply(next.result()).hasText("ok");
        assertThat(keys()).doesNotContain("gone");
    }

    @Test
    void aRefusalLowersTheLimitAndAnswersRaiseIt() {
        Filter own = filter(Configs.usual().limited(10, 2).attempts(1));
        boolean[] busy = {true};
        ScriptedUpstream moody = ScriptedUpstream.by(
                time,
                (number, call) ->
                        busy[0] ? Script.status(503) : Script.says("ok").after(SECOND));
        for (int i = 0; i < 4; i++) {
            own.apply(call("busy" + i, ""), moody);
        }
        double lowered = limit();
        busy[0] = false;

        for (int i = 0; i < 8; i++) {
            own.apply(call("well" + i, ""), moody);
            time.advance(SECOND);
        }

        assertThat(lowered).isEqualTo(1);
        assertThat(limit()).isGreaterThan(lowered);
    }

    private double limit() {
        String shown = context.admin()
                .ask(io.vertx.core.http.HttpMethod.GET, "/targets", Map.of(), "")
                .result()
                .body()
                .next()
                .result()
                .toString();
        return Double.parseDouble(shown.replaceAll("(?s).*?\"limit\":(\\d+).*", "$1"));
    }

    private void fill() {
        send("one", "");
        send("two", "");
    }

    private Filter filter(Configs configs) {
        return new RouteFactory()
                .filter(configs.config(), context, new SplittableRandom(1))
                .result();
    }

    private Future<Reply> send(String key, String priority) {
        return filter.apply(call(key, priority), upstream);
    }

    private static Call call(String key, String priority) {
        return FakeCalls.chat().whole("hi").withCaller(new Caller("t", key, Map.of("priority", priority)));
    }

    private static String code(Future<Reply> failed) {
        return failed.cause() instanceof CallError error ? error.code() : "not failed: " + failed;
    }

    private List<String> keys() {
        return upstream.attempts().stream()
                .map(attempt -> attempt.call().caller().key())
                .toList();
    }

    private List<String> targets() {
        return upstream.attempts().stream()
                .map(attempt -> String.valueOf(attempt.call().target()))
                .toList();
    }
}
