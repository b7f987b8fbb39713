package dev.sluice.plugins.route.choose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Target;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Sticky;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.testkit.FakeCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChooserTest {

    private static final HealthSettings HEALTH =
            new HealthSettings(5, 0.5, 20, Duration.ofSeconds(10), 0, Duration.ofSeconds(5), 1, true, List.of());
    private static final long SECOND = 1_000_000_000L;

    @Test
    void leavesOutWhatDoesNotFitAndSaysWhyIfNothingDoes() {
        Candidate small = candidate("small", 1, facts(50L, "us", null));
        Candidate elsewhere = candidate("elsewhere", 1, facts(null, "us", null));
        Candidate right = candidate("right", 1, facts(100_000L, "eu", null));
        Call call =
                FakeCalls.chat().whole("word ".repeat(100)).withCaller(new Caller("t", "k", Map.of("region", "eu")));
        Fitness fitness = new Fitness(List.of("region"));

        assertThat(fitness.those(ask(call), List.of(small, elsewhere, right))).containsExactly(right);
        assertThat(new Fitness(List.of()).noneFits(ask(call), List.of(small)))
                .hasMessage(
                        "No target of this model fits the call: p/small does not, since its context window has 50 tokens, and the call needs some 125.");
    }

    @Test
    void leavesOutATargetIntoWhoseDialectTheCallCannotBeTranslated() {
        Candidate foreign =
                candidate("foreign", 1, new ModelFacts("elsewhere", null, null, Set.of(), null, null, Map.of(), null));
        Candidate own = candidate("own", 1, new ModelFacts("test", null, null, Set.of(), null, null, Map.of(), null));
        Candidate sandbox =
                candidate("sandbox", 1, new ModelFacts("sandbox", null, null, Set.of(), null, null, Map.of(), null));
        Ask ask = ask(FakeCalls.plain().whole("hi"));

        assertThat(new Fitness(List.of()).those(ask, List.of(foreign, own, sandbox)))
                .containsExactly(own, sandbox);
        assertThat(new Fitness(List.of()).noneFits(ask, List.of(foreign)))
                .hasMessageContaining("since it speaks the dialect elsewhere, into which");
    }

    @Test
    void cheapestGoesFirstAndUnknownPricesLast() {
        Candidate dear = candidate("dear", 1, facts(null, "", Prices.of(Rates.of("3", "15"))));
        Candidate unknown = candidate("unknown", 1, ModelFacts.NONE);
        Candidate cheap = candidate("cheap", 1, facts(null, "", Prices.of(Rates.of("0.1", "0.4"))));

        Choice choice = new Cheapest().order(ask(FakeCalls.chat().whole("hi")), List.of(dear, unknown, cheap));

        assertThat(choice.order()).containsExactly(cheap, dear, unknown);
        assertThat(choice.reason()).startsWith("cheapest of 3 that fit: about $0.000");
    }

    @Test
    void leastBusyGoesFirst() {
        Candidate busy = candidate("busy", 1, ModelFacts.NONE);
        Candidate idle = candidate("idle", 1, ModelFacts.NONE);
        busy.state().begin(100, 0);

        assertThat(Load.leastBusy(List.of(busy, idle), new SplittableRandom(1)).order())
                .containsExactly(idle, busy);
    }

    @Test
    void theFasterOfTwoGoesFirst() {
        Candidate slow = candidate("slow", 1, ModelFacts.NONE);
        Candidate quick = candidate("quick", 1, ModelFacts.NONE);
        slow.state().succeeded(false, 5 * SECOND, false, 0);
        quick.state().succeeded(false, SECOND, false, 0);

        Choice choice = Load.fastest(ask(FakeCalls.chat().whole("hi")), List.of(slow, quick), new SplittableRandom(1));

        assertThat(choice.order()).containsExactly(quick, slow);
    }

    @Test
    void whatWasSlowLongAgoIsForgotten() {
        TargetState state = candidate("a", 1, ModelFacts.NONE).state();
        state.succeeded(false, 5 * SECOND, false, 0);

        assertThat(state.latency(false, 90 * SECOND)).isLessThan(0.3 * SECOND);
    }

    @Property(tries = 200)
    void aCallerStaysWhenAnotherTargetsWeightGrows(
            @ForAll @StringLength(min = 1, max = 12) String key, @ForAll @IntRange(min = 1, max = 9) int weight) {
        List<Candidate> before = List.of(candidate("a", 3, ModelFacts.NONE), candidate("b", weight, ModelFacts.NONE));
        List<Candidate> after = List.of(before.get(0), candidate("b", weight + 1, ModelFacts.NONE));
        Weighted weighted = new Weighted(new StrategySettings.Weighted(Sticky.CALLER, null), new SplittableRandom(1));
        Ask ask = ask(FakeCalls.chat().whole("hi").withCaller(new Caller("t", key, Map.of())));

        String was = first(weighted.order(ask, before));
        String is = first(weighted.order(ask, after));

        assertThat(is)
                .satisfiesAnyOf(
                        same -> assertThat(same).isEqualTo(was),
                        gained -> assertThat(gained).isEqualTo("b"));
    }

    @Test
    void callsAreSharedOutByWeight() {
        List<Candidate> candidates = List.of(
                candidate("a", 1, ModelFacts.NONE),
                candidate("b", 3, ModelFacts.NONE),
                candidate("none", 0, ModelFacts.NONE));
        Weighted weighted = new Weighted(new StrategySettings.Weighted(Sticky.NONE, null), new SplittableRandom(3));
        Ask ask = ask(FakeCalls.chat().whole("hi"));
        List<String> chosen = new ArrayList<>();

        for (int i = 0; i < 10_000; i++) {
            chosen.add(first(weighted.order(ask, candidates)));
        }

        assertThat(chosen.stream().filter("b"::equals).count()).isBetween(7_300L, 7_700L);
        assertThat(chosen).doesNotContain("none");
    }

    @Test
    void anEjectedTargetIsKeptOnlyForTheFloorAndAProbeGoesFirst() {
        Candidate bad = candidate("bad", 1, ModelFacts.NONE);
        Candidate good = candidate("good", 1, ModelFacts.NONE);
        for (int i = 0; i < 5; i++) {
            bad.state().failed("down", false, 0);
        }

        assertThat(new Health(1).available(List.of(bad, good), SECOND)).containsExactly(good);
        assertThat(new Health(1).available(List.of(bad), SECOND)).containsExactly(bad);
        assertThat(new Health(1).available(List.of(good, bad), 6 * SECOND)).containsExactly(bad, good);
    }

    @Test
    void aCascadeEscalatesWhatRefusesOrIsCutOff() {
        Cascade cascade =
                new Cascade(new StrategySettings.Cascade(Set.of(StrategySettings.Check.values()), 3, 0.6, 0.5));
        Call call = FakeCalls.chat().whole("What is the capital of France? It is Paris.");
        Choice choice = cascade.order(
                ask(call), List.of(candidate("a", 1, ModelFacts.NONE), candidate("b", 1, ModelFacts.NONE)));

        assertThat(choice.check().fault(Answers.chat(call, "I\u2019m sorry, but I can't do that.")))
                .isEqualTo("the model refused");
        assertThat(choice.check().fault(Answers.chat(call, "ok"))).isEqualTo("the answer is too short");
        assertThat(choice.check().fault(Answers.chat(call, "Berlin, since 1871.")))
                .isEqualTo("little of the answer stands in the prompt: 0.00");
        assertThat(choice.check().fault(Answers.chat(call, "Paris."))).isNull();
    }

    private static String first(Choice choice) {
        return choice.order().getFirst().target().model();
    }

    private static Ask ask(Call call) {
        return new Ask(call, 0);
    }

    private static Candidate candidate(String model, int weight, ModelFacts facts) {
        Target target = new Target("p", model);
        return new Candidate(target, weight, facts, new TargetState(target, HEALTH, new SplittableRandom(1)));
    }

    private static ModelFacts facts(@Nullable Long window, String region, @Nullable Prices prices) {
        return new ModelFacts("", window, null, Set.of(), null, null, Map.of("region", region), prices);
    }
}
