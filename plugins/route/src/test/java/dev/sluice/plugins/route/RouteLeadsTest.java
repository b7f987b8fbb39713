package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Check;
import dev.sluice.plugins.route.config.StrategySettings.Rule;
import dev.sluice.plugins.route.config.StrategySettings.Rules;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that lead to aliases with strategies of their own. */
class RouteLeadsTest {

    private static final Target WEAK = new Target("p", "weak");
    private static final Target STRONG = new Target("p", "strong");
    private static final Target OTHER = new Target("p", "other");
    private static final StrategySettings CASCADE =
            new StrategySettings.Cascade(Set.of(Check.REFUSAL, Check.LENGTH), 3, 0.6, 0.5);

    private final VirtualTime time = new VirtualTime();
    private final FakeModels models = new FakeModels()
            .with(new Alias("careful", "checked", members(WEAK, STRONG)))
            .with(new Alias("plain", "priority", members(OTHER)));

    @Test
    void theChecksOfACascadeThatARuleLeadsToHold() {
        Routed routed = routed("careful");

        assertThatReply(routed.ask(FakeCalls.chat().whole("hi")).result()).hasText("a long answer");

        assertThat(routed.targets()).containsExactly("p/weak", "p/strong");
    }

    @Test
    void theChecksAreThoseOfTheFirstNameOfWhichATargetFits() {
        Routed routed = routed("plain", "careful");
        assertThatReply(routed.ask(FakeCalls.chat().whole("hi")).result()).hasText("no");

        models.with(OTHER, new ModelFacts("", 1L, null, Set.of(), null, null, Map.of(), null));
        Routed without = routed("plain", "careful");

        assertThatReply(without.ask(FakeCalls.chat().whole("word ".repeat(20))).result())
                .hasText("a long answer");
        assertThat(without.targets()).containsExactly("p/weak", "p/strong");
    }

    private Routed routed(String... use) {
        Configs configs =
                Configs.usual().named("checked", CASCADE).by(new Rules(List.of(new Rule("true", List.of(use)))));
        return new Routed(
                time,
                configs,
                models,
                ScriptedUpstream.by(
                        time,
                        (number, call) ->
                                STRONG.equals(call.target()) ? Script.says("a long answer") : Script.says("no")));
    }

    private static List<Alias.Member> members(Target... targets) {
        return List.of(targets).stream()
                .map(target -> new Alias.Member(target, 1))
                .toList();
    }
}
