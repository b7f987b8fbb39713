package dev.sluice.plugins.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.plugins.route.targets.SharedReplicas;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two replicas that share their state, in front of two targets. */
class RouteReplicasTest {

    private static final FakeModels MODELS = new FakeModels()
            .with(new Alias(
                    FakeCalls.MODEL,
                    null,
                    FakeCalls.CANDIDATES.stream()
                            .map(target -> new Alias.Member(target, 1))
                            .toList()));

    private final VirtualTime time = new VirtualTime();
    private final FakeState shared = new FakeState(time::now);
    private final Filter one = replica();
    private final Filter other = replica();

    @Test
    void aRateLimitIsMetOnce() {
        ask(
                one,
                Script.replies(
                        call -> call.reply(429, Buffer.buffer("{}")).withHeaders(Headers.of("retry-after", "60"))));

        assertThat(ask(other, Script.says("ok"))).containsExactly("second");
        time.advance(Duration.ofSeconds(61));
        assertThat(ask(other, Script.says("ok"))).containsExactly("first");
    }

    @Test
    void aDeadTargetIsFoundOnce() {
        for (int i = 0; i < 5; i++) {
            ask(one, Script.refuses());
        }

        assertThat(ask(other, Script.says("ok"))).containsExactly("second");
    }

    @Test
    void whoHasJustHadAnAnswerBelievesItsOwnEyes() {
        ask(other, Script.says("ok"));
        for (int i = 0; i < 5; i++) {
            ask(one, Script.refuses());
        }

        assertThat(ask(other, Script.says("ok"))).containsExactly("first");
    }

    @Test
    void aRecoveryIsTriedByTheOthersAtOnce() {
        for (int i = 0; i < 10; i++) {
            ask(one, Script.refuses());
            time.advance(Duration.ofSeconds(6));
        }
        assertThat(ask(other, Script.says("ok"))).containsExactly("second");

        time.advance(Duration.ofSeconds(400));
        assertThat(ask(one, Script.says("ok"))).containsExactly("first");

        assertThat(ask(other, Script.says("ok"))).containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"from\":\"x\",\"news\":\"rests\",\"provider\":\"first\",\"model\":\"fake-model\"}",
                "{\"from\":\"x\",\"news\":\"tomorrows\",\"provider\":\"first\",\"model\":\"fake-model\",\"for_ms\":9e99}",
                "{\"from\":\"x\",\"news\":\"rests\",\"provider\":\"nobody\",\"model\":\"m\",\"for_ms\":1000}",
            })
    void whatNobodyCanUseDoesNoHarm(String message) {
        shared.topic(SharedReplicas.TOPIC).publish(Buffer.buffer(message));

        assertThat(ask(one, Script.says("ok"))).containsExactly("first");
    }

    @Test
    void refusedCredentialsAreNoOneElsesBusiness() {
        ask(one, Script.replies(call -> call.reply(401, Buffer.buffer("{}"))));

        assertThat(ask(other, Script.says("ok"))).containsExactly("first");
    }

    @Test
    void aNewConfigEndsARestForCredentialsWhereTwoChainsHearEachOther() {
        RouteFactory factory = new RouteFactory();
        Filter first = replica(factory);
        replica(factory);
        ask(first, Script.replies(call -> call.reply(401, Buffer.buffer("{}"))));
        assertThat(ask(first, Script.says("ok"))).containsExactly("second");

        Filter reloaded = replica(factory);

        assertThat(ask(reloaded, Script.says("ok"))).containsExactly("first");
    }

    private Filter replica() {
        return replica(new RouteFactory());
    }

    private Filter replica(RouteFactory factory) {
        FakePluginContext context =
                new FakePluginContext(time).withModels(MODELS).withState(shared);
        return factory.filter(Configs.usual().attempts(2).config(), context, new SplittableRandom(1))
                .result();
    }

    /** The providers that were asked, the first of which does as the script says. */
    private List<String> ask(Filter replica, Script first) {
        ScriptedUpstream upstream = ScriptedUpstream.by(
                time,
                (number, call) ->
                        new Target("first", FakeCalls.MODEL).equals(call.target()) ? first : Script.says("ok"));
        replica.apply(FakeCalls.chat().whole("hi"), upstream);
        time.run();
        return upstream.attempts().stream()
                .map(attempt -> String.valueOf(attempt.call().target()))
                .map(target -> target.substring(0, target.indexOf('/')))
                .toList();
    }
}
