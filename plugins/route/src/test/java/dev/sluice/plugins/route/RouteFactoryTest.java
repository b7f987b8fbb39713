package dev.sluice.plugins.route;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Rule;
import dev.sluice.plugins.route.config.StrategySettings.Rules;
import dev.sluice.testkit.FakeModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteFactoryTest {

    private static final List<Alias.Member> MEMBERS = List.of(new Alias.Member(new Target("p", "m"), 1));

    @Test
    void saysEverythingThatLeadsNowhere() {
        FakeModels models = new FakeModels().with(new Alias("support", "fastets", MEMBERS));
        Configs configs = Configs.usual()
                .by(new Rules(List.of(new Rule("tokens > 3", List.of("suport")))))
                .fallingBack(Cause.ERROR, "nowhere");

        assertThatThrownBy(() -> new RouteFactory().check(configs.config(), models))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("undeclared reference to 'tokens'")
                .hasMessageContaining("one of the aliases [support], found 'suport'")
                .hasMessageContaining("found 'nowhere'")
                .hasMessageContaining(
                        "the model 'support' asks for the strategy 'fastets'; expected one of [cascade, ");
    }

    @Test
    void takesStrategiesOfItsOwnAndBuiltInOnes() {
        FakeModels models = new FakeModels()
                .with(new Alias("support", "sticky", MEMBERS))
                .with(new Alias("quick", "fastest", MEMBERS));
        Configs configs =
                Configs.usual().named("sticky", new StrategySettings.Weighted(StrategySettings.Sticky.CALLER, null));

        assertThatCode(() -> new RouteFactory().check(configs.config(), models)).doesNotThrowAnyException();
    }
}
