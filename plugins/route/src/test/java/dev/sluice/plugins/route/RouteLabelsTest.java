package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.TargetRule;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A caller of the region eu, and targets of which some are there: no way out leads elsewhere. */
class RouteLabelsTest {

    private static final Target EUROPEAN = new Target("p", "eu");
    private static final Target AMERICAN = new Target("p", "us");
    private static final Caller CALLER = new Caller("t", "k", Map.of("region", "eu"));

    private final VirtualTime time = new VirtualTime();
    private final FakeModels models = new FakeModels()
            .with(EUROPEAN, in("eu"))
            .with(AMERICAN, in("us"))
            .with(new Alias("american", null, List.of(new Alias.Member(AMERICAN, 1))))
            .with(new Alias("both", "priority", List.of(new Alias.Member(AMERICAN, 1), new Alias.Member(EUROPEAN, 1))));

    @Test
    void holdAlsoForAModelWithOneTarget() {
        Routed routed = routed(Configs.usual(), Script.says("ok"));

        Future<Reply> reply = routed.ask(call("american", AMERICAN));

        assertThat(Routed.code(reply)).isEqualTo("no_target_fits");
        assertThat(reply.cause()).hasMessageContaining("p/us does not, since its region is not the caller's");
        assertThat(routed.targets()).isEmpty();
    }

    @Test
    void holdAlsoForATargetThatIsAskedForByName() {
        Routed routed = routed(Configs.usual(), Script.says("ok"));

        assertThat(Routed.code(routed.ask(call("p/us", AMERICAN)))).isEqualTo("no_target_fits");
        assertThatReply(routed.ask(call("p/eu", EUROPEAN)).result()).hasText("ok");
        assertThat(routed.targets()).containsExactly("p/eu");
    }

    @Test
    void holdAlsoForATargetThatWasChosenAbove() {
        Routed routed = routed(Configs.usual(), Script.says("ok"));

        Future<Reply> reply = routed.ask(call("both", AMERICAN, EUROPEAN).withTarget(AMERICAN));

        assertThat(Routed.code(reply)).isEqualTo("no_target_fits");
        assertThat(routed.targets()).isEmpty();
    }

    @Test
    void holdAlsoForFallbackLists() {
        Routed routed = routed(Configs.usual().fallingBack(Cause.CREDENTIALS, "american"), Script.status(401));

        Future<Reply> reply = routed.ask(call("p/eu", EUROPEAN));

        assertThat(reply.result().status()).isEqualTo(401);
        assertThat(routed.targets()).containsExactly("p/eu");
    }

    @Test
    void aFallbackListIsGoneThroughForATargetThatTheyAllow() {
        Routed routed =
                routed(Configs.usual().fallingBack(Cause.CREDENTIALS, "both"), Script.status(401), Script.says("ok"));
        Target other = new Target("p", "other");
        models.with(other, in("eu"));

        assertThatReply(routed.ask(call("p/other", other)).result()).hasText("ok");
        assertThat(routed.targets()).containsExactly("p/other", "p/eu");
    }

    @Test
    void holdAlsoForShadows() {
        Routed routed = routed(Configs.usual().shadowed("american"), Script.says("ok"));

        assertThatReply(routed.ask(call("p/eu", EUROPEAN)).result()).hasText("ok");

        assertThat(routed.targets()).containsExactly("p/eu");
    }

    @Test
    void holdAlsoForSessions() {
        Routed routed = routed(Configs.usual(), Script.says("ok"));

        routed.ask(session("both", AMERICAN, EUROPEAN));
        Future<Reply> refused = routed.ask(session("american", AMERICAN));

        assertThat(routed.targets()).containsExactly("p/eu");
        assertThat(Routed.code(refused)).isEqualTo("no_target_fits");
    }

    @Test
    void whatAFilterAboveWantsHoldsOnEveryWayOutButForShadows() {
        TargetRule european = (target, facts) -> target.equals(EUROPEAN) ? null : "it is not the one that is wanted";
        Routed routed = new Routed(
                time,
                Configs.usual().attempts(2).fallingBack(Cause.ERROR, "american").shadowed("american"),
                models,
                ScriptedUpstream.of(time, Script.status(500)));
        Call call = Routed.whole("both", AMERICAN, EUROPEAN).with(TargetRule.KEY, european);

        Future<Reply> reply = routed.ask(call);
        Future<Reply> refused = routed.ask(call.withTarget(AMERICAN));

        assertThat(reply.result().status()).isEqualTo(500);
        assertThat(routed.targets().getFirst()).as("the shadow").isEqualTo("p/us");
        assertThat(routed.targetsAfter(1)).isNotEmpty().containsOnly("p/eu");
        assertThat(refused.cause()).hasMessageContaining("p/us does not, since it is not the one that is wanted");
    }

    @Test
    void windowsOfAModelWithOneTargetAreItsProvidersMatter() {
        Target small = new Target("p", "small");
        models.with(small, new ModelFacts("", 1L, null, Set.of(), null, null, Map.of("region", "eu"), null));
        Routed routed = routed(Configs.usual(), Script.says("ok"));

        assertThatReply(routed.ask(call("p/small", small)).result()).hasText("ok");
    }

    private Routed routed(Configs configs, Script first, Script... later) {
        return new Routed(time, configs.matching("region"), models, ScriptedUpstream.of(time, first, later));
    }

    private static Call call(String model, Target... candidates) {
        return Routed.whole(model, candidates).withCaller(CALLER);
    }

    private static Call session(String model, Target... candidates) {
        return Routed.session(model, candidates).withCaller(CALLER);
    }

    private static ModelFacts in(String region) {
        return new ModelFacts("", null, null, Set.of(), null, null, Map.of("region", region), null);
    }
}
