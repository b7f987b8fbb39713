package dev.sluice.jmh;

import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Choice;
import dev.sluice.plugins.route.choose.Chooser;
import dev.sluice.plugins.route.choose.Fallbacks;
import dev.sluice.plugins.route.choose.Fitness;
import dev.sluice.plugins.route.choose.Health;
import dev.sluice.plugins.route.choose.Leads;
import dev.sluice.plugins.route.choose.Named;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.choose.Strategy;
import dev.sluice.plugins.route.complexity.Complexity;
import dev.sluice.plugins.route.complexity.LinearModel;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Rule;
import dev.sluice.plugins.route.config.StrategySettings.Sticky;
import dev.sluice.plugins.route.rules.Rules;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.plugins.route.targets.TargetStates;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Choosing among ten targets adds less than 5 microseconds to a call, and {@code complexity} less than 200 for a prompt of 2 kB. Every
 * call is a new one, so what a strategy has to read of it is read each time; its body is parsed already, as by the filters above.
 * With {@code rules} the first does not hold, and the second leads to another alias of ten targets, which is {@code fastest}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteBenchmark {

    private static final HealthSettings HEALTH = new HealthSettings(
            5, 0.5, 20, Duration.ofSeconds(10), 0, Duration.ofSeconds(5), 1, true, List.of());
    private static final String ELSEWHERE = "elsewhere";
    private static final String WORDS = "the quick brown fox jumps over 13 lazy dogs and says f(x) = 2 * x; ";

    @Param({"priority", "weighted", "sticky", "least-busy", "fastest", "cheapest-fit", "cascade", "rules", "complexity"})
    public String strategy = "";

    private @Nullable Chooser chooser;
    private @Nullable Call call;

    @Setup
    public void chooseAmongTen() {
        FakeModels models = new FakeModels();
        List<Alias.Member> members = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Target target = new Target("provider" + i, "model");
            members.add(new Alias.Member(target, 1 + i));
            models.with(target, facts(i));
        }
        models.with(new Alias(FakeCalls.MODEL, strategy, members)).with(new Alias(ELSEWHERE, "fastest", members));
        TargetStates states = new TargetStates(HEALTH, null, new SplittableRandom(1));
        Named named = new Named(models, states);
        Fitness fitness = new Fitness(List.of("region"));
        Chooser made = new Chooser(
                named, new Chooser.Checks(fitness, new Health(1), new Fallbacks(named, fitness, Map.of())));
        made.by(strategy(made, strategy), Map.of(ELSEWHERE, strategy(made, "fastest")));
        members.forEach(member -> season(states.of(member.target())));
        chooser = made;
        call = FakeCalls.chat().whole(WORDS.repeat(30)).toBuilder()
                .candidates(members.stream().map(Alias.Member::target).toList())
                .build();
    }

    @Benchmark
    public Future<Choice> choose() {
        return Objects.requireNonNull(chooser, "set up").choose(new Ask(Objects.requireNonNull(call, "set up"), 1_000));
    }

    private static Strategy strategy(Leads leads, String name) {
        StrategySettings settings =
                switch (name) {
                    case "weighted" -> new StrategySettings.Weighted(Sticky.NONE, null);
                    case "sticky" -> new StrategySettings.Weighted(Sticky.CONVERSATION, null);
                    case "least-busy" -> new StrategySettings.LeastBusy();
                    case "fastest" -> new StrategySettings.Fastest();
                    case "cheapest-fit" -> new StrategySettings.CheapestFit();
                    case "cascade" ->
                        new StrategySettings.Cascade(Set.of(StrategySettings.Check.REFUSAL), 1, 0.6, 0.5);
                    case "rules" ->
                        new StrategySettings.Rules(List.of(
                                new Rule("prompt.tokens > 4000 || caller.tenant == 'gold'", List.of("provider1/model")),
                                new Rule("prompt.tokens > 100 && !prompt.tools", List.of(ELSEWHERE))));
                    case "complexity" -> new StrategySettings.Complexity(0.5, null);
                    default -> new StrategySettings.Priority();
                };
        return Objects.requireNonNull(new Strategies(new Special(leads), new SplittableRandom(2))
                .of(settings)
                .result());
    }

    private static ModelFacts facts(int i) {
        return new ModelFacts(
                "test",
                128_000L,
                16_000L,
                Set.of(),
                true,
                true,
                Map.of("region", "eu"),
                Prices.of(Rates.of("" + (10 - i), "" + (20 - i))));
    }

    /** Some history, so that nothing is decided by a lack of it. */
    private static void season(TargetState state) {
        for (int i = 0; i < 100; i++) {
            state.succeeded(i % 2 == 0, 1_000_000L + i, false, i);
            state.streamed(10_000, i);
        }
    }

    private record Special(Leads leads) implements Strategies.Special {

        @Override
        public Strategy rules(StrategySettings.Rules settings) {
            return new Rules(settings.rules(), leads, () -> Instant.EPOCH);
        }

        @Override
        public Future<Strategy> complexity(StrategySettings.Complexity settings) {
            return Future.succeededFuture(Strategy.atOnce(new Complexity(settings, LinearModel.shipped())));
        }

        @Override
        public Future<Strategy> semantic(StrategySettings.Semantic settings) {
            return Future.failedFuture("its cost is the embedder's");
        }
    }
}
