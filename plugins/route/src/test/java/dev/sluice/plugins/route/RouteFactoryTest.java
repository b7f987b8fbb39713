package dev.sluice.plugins.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Forecast;
import dev.sluice.api.Target;
import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Problem;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Group;
import dev.sluice.plugins.route.config.StrategySettings.Rule;
import dev.sluice.plugins.route.config.StrategySettings.Rules;
import dev.sluice.plugins.route.config.StrategySettings.Semantic;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteFactoryTest {

    private static final List<Alias.Member> MEMBERS = List.of(new Alias.Member(new Target("p", "m"), 1));

    private static List<String> problems(Configs configs, FakeModels models) {
        FakeCheckContext context = new FakeCheckContext(models);
        new RouteFactory().check(configs.config(), context);
        return context.problems();
    }

    @Test
    void saysEverythingThatLeadsNowhere() {
        FakeModels models = new FakeModels().with(new Alias("support", "fastets", MEMBERS));
        Configs configs = Configs.usual()
                .by(new Rules(List.of(new Rule("tokens > 3", List.of("suport")))))
                .fallingBack(Cause.ERROR, "pp/m");

        assertThat(problems(configs, models))
                .anyMatch(problem -> problem.contains("strategy.rules.rules[0].when: expected a CEL expression"))
                .anyMatch(problem -> problem.contains("undeclared reference to 'tokens'"))
                .anyMatch(
                        problem -> problem.contains(
                                "strategy.rules.rules[0].use[0]: expected provider/model or one of the aliases [support], found 'suport'; did you mean 'support'?"))
                .anyMatch(problem -> problem.contains(
                        "fallback.error[0]: expected one of the providers [p], found 'pp'; did you mean 'p'?"))
                .anyMatch(
                        problem -> problem.contains(
                                "models.support.strategy: the model 'support' asks for the strategy 'fastets'; expected one of [cascade, "))
                .anyMatch(problem -> problem.contains("did you mean 'fastest'?"));
    }

    @Test
    void saysWhichWeightsCannotBeRead() {
        Configs configs = Configs.usual().by(new StrategySettings.Complexity(0.5, Path.of("nowhere.tsv")));

        assertThat(problems(configs, new FakeModels()))
                .anyMatch(problem -> problem.startsWith("strategy.complexity.weights: expected weights as bench/eval")
                        && problem.contains("nowhere.tsv"));
    }

    @Test
    void namesTheModelsThatItLeadsTo() {
        Rules own = new Rules(List.of(new Rule("true", List.of("p/own"))));
        FakeModels models = new FakeModels().with(new Alias("support", "rules", new Settings(own), MEMBERS));
        Configs configs = Configs.usual()
                .by(new Rules(List.of(new Rule("true", List.of("p/a", "p/b")))))
                .named("by-topic", new Semantic(List.of(new Group(List.of("hello"), List.of("p/c"))), 0.3))
                .fallingBack(Cause.ERROR, "p/d")
                .shadowed("p/nobodys");

        assertThat(new RouteFactory().leadsTo(configs.config(), models))
                .containsExactlyInAnyOrder("p/a", "p/b", "p/c", "p/d", "p/own");
    }

    @Test
    void refusesModelsThatLeadRoundInACircle() {
        FakeModels models = new FakeModels()
                .with(new Alias("easy", "to-hard", MEMBERS))
                .with(new Alias("hard", "to-easy", MEMBERS))
                .with(new Alias("third", "to-easy", MEMBERS));
        Configs configs = Configs.usual()
                .named("to-hard", new Rules(List.of(new Rule("true", List.of("p/m", "hard")))))
                .named("to-easy", new Semantic(List.of(new Group(List.of("hello"), List.of("easy"))), 0.3));

        assertThat(problems(configs, models))
                .containsExactly(
                        "models.easy.strategy: the models easy -> hard -> easy lead round in a circle; have one of them use provider/model instead");
    }

    @Test
    void tellsOfEveryCircle() {
        FakeModels models = new FakeModels()
                .with(new Alias("a", "to-b", MEMBERS))
                .with(new Alias("b", "to-a", MEMBERS))
                .with(new Alias("c", "to-d", MEMBERS))
                .with(new Alias("d", "to-c", MEMBERS));
        Configs configs = Configs.usual()
                .named("to-a", new Rules(List.of(new Rule("true", List.of("a")))))
                .named("to-b", new Rules(List.of(new Rule("true", List.of("b")))))
                .named("to-c", new Rules(List.of(new Rule("true", List.of("c")))))
                .named("to-d", new Rules(List.of(new Rule("true", List.of("d")))));

        assertThat(problems(configs, models))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("a -> b -> a"))
                .anyMatch(problem -> problem.contains("c -> d -> c"));
    }

    @Test
    void refusesWhatNoCallCouldEverGet() {
        Target small = new Target("p", "m");
        Target odd = new Target("p", "odd");
        FakeModels models = new FakeModels()
                .with(new Alias("support", "cascade", MEMBERS))
                .with(new Alias("odd", null, List.of(new Alias.Member(odd, 1))))
                .with(small, facts(8_000L, null))
                .with(odd, facts(8_000L, 9_000L));
        Configs configs = Configs.usual().matching("regoin").fallingBack(Cause.CONTEXT_WINDOW, "p/m");

        assertThat(problems(configs, models))
                .anyMatch(problem -> problem.contains("match-labels: no target of any model has the label 'regoin'"))
                .anyMatch(problem ->
                        problem.contains("give targets the label by models.NAME.facts.labels; did you mean 'region'?"))
                .anyMatch(
                        problem -> problem.contains(
                                "models.p/odd.facts: the facts of p/odd say that an answer may have 9000 tokens, and prompt and answer"))
                .anyMatch(problem -> problem.contains(
                        "fallback.context-window: none of [p/m] has a larger window than the smallest"))
                .anyMatch(
                        problem -> problem.contains(
                                "models.support.strategy: the model 'support' has one target, where the strategy 'cascade' chooses between"));
    }

    @Test
    void looksIntoStrategiesThatModelsWriteThemselves() {
        Rules rules = new Rules(List.of(new Rule("nobody == 1", List.of("p/m", "suport"))));
        FakeModels models = new FakeModels()
                .with(new Alias("support", "rules", new Settings(rules), MEMBERS))
                .with(new Alias("named", "by-plan", new Settings(rules), MEMBERS));
        Configs configs = Configs.usual().named("by-plan", new StrategySettings.Fastest());

        assertThat(problems(configs, models))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("models.support.strategy.rules.rules[0].when: expected a CEL"))
                .anyMatch(problem -> problem.startsWith("models.support.strategy.rules.rules[0].use[1]: expected"))
                .anyMatch(problem -> problem.contains("expected no settings"));
    }

    @Test
    void choosesByTheStrategyThatAModelWritesItself() {
        Target first = new Target("p", "first");
        Target second = new Target("p", "second");
        List<Alias.Member> members = List.of(new Alias.Member(first, 1), new Alias.Member(second, 1));
        Rules rules = new Rules(List.of(new Rule("true", List.of("p/second"))));
        FakeModels models = new FakeModels().with(new Alias("support", "rules", new Settings(rules), members));
        FakePluginContext context = new FakePluginContext(new VirtualTime()).withModels(models);
        Call call = FakeCalls.chat().whole("hi").withModel("support", List.of(first, second));

        Forecast forecast = new RouteFactory()
                .forecast(Configs.usual().config(), context, call)
                .result();

        assertThat(forecast.call().target()).isEqualTo(second);
    }

    /** What a model writes below the name of its strategy, bound already. */
    private record Settings(Record bound) implements ConfigNode {

        @Override
        public String position() {
            return "sluice.yaml:1:1";
        }

        @Override
        public String path() {
            return "";
        }

        @Override
        public <T extends Record> T bind(Class<T> type) {
            if (!type.isInstance(bound)) {
                throw new IllegalArgumentException("expected no settings");
            }
            return type.cast(bound);
        }

        @Override
        public <T extends Record> Part<T> take(Class<T> type) {
            return new Part<>(bind(type), this);
        }

        @Override
        public List<String> unresolvedVariables() {
            return List.of();
        }

        @Override
        public ConfigNode at(String keys) {
            return this;
        }

        @Override
        public ConfigException problem(String message, @Nullable String hint) {
            return new ConfigException(List.of(new Problem("sluice.yaml", 1, 1, "", message, hint, null)));
        }
    }

    @Test
    void takesStrategiesOfItsOwnAndBuiltInOnes() {
        FakeModels models = new FakeModels()
                .with(new Alias("support", "sticky", MEMBERS))
                .with(new Alias("quick", "fastest", MEMBERS));
        Configs configs =
                Configs.usual().named("sticky", new StrategySettings.Weighted(StrategySettings.Sticky.CALLER, null));

        assertThat(problems(configs, models)).isEmpty();
    }

    @Test
    void tellsWhereACallWouldGoAndWhyNotElsewhere() {
        Target cheap = new Target("p", "cheap");
        Target dear = new Target("p", "dear");
        Target small = new Target("p", "small");
        FakeModels models = new FakeModels()
                .with(new Alias(
                        "support",
                        "cheapest-fit",
                        List.of(new Alias.Member(dear, 1), new Alias.Member(small, 1), new Alias.Member(cheap, 1))))
                .with(cheap, priced(100_000L, "1", "2"))
                .with(dear, priced(100_000L, "10", "20"))
                .with(small, facts(10L, null));
        FakePluginContext context = new FakePluginContext(new VirtualTime()).withModels(models);
        Call call = FakeCalls.chat().whole("word ".repeat(40)).withModel("support", List.of(dear, small, cheap));

        Forecast forecast = new RouteFactory()
                .forecast(Configs.usual().config(), context, call)
                .result();

        assertThat(forecast.lines())
                .containsExactly(
                        "p/cheap (cheapest of 2 that fit: about $0.000850)",
                        "1. p/cheap, about $0.000850",
                        "2. p/dear, about $0.008500",
                        "-  p/small: does not fit, since its context window has 10 tokens, and the call needs some 50");
        assertThat(forecast.call().target()).isEqualTo(cheap);
    }

    private static ModelFacts facts(Long window, @Nullable Long output) {
        return new ModelFacts("", window, output, Set.of(), null, null, Map.of("region", "eu"), null);
    }

    private static ModelFacts priced(Long window, String input, String output) {
        return new ModelFacts("", window, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of(input, output)));
    }
}
