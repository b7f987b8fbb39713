package dev.sluice.plugins.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One model has many names: which of them share a count, and which a limit of one model is for. */
class ModelNamesTest {

    private static final Target BIG = new Target("p1", "big");
    private static final Target BIG_ELSEWHERE = new Target("p2", "big");
    private static final Target SMALL = new Target("p1", "small");

    private final VirtualTime time = new VirtualTime();
    private final FakeModels models = new FakeModels()
            .with(alias("m1", BIG))
            .with(alias("m1-too", BIG))
            .with(alias("both", BIG, BIG_ELSEWHERE))
            .with(alias("falls", BIG, SMALL))
            .with(alias("cheap", SMALL))
            .with(alias("rises", SMALL, BIG))
            .with(new Target("p1", "listed"), priced());
    private final FakePluginContext context =
            new FakePluginContext(time).withState(new FakeState(time::now)).withModels(models);
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("fine"));

    @ParameterizedTest
    @CsvSource({
        "m1, p1/big, false",
        "m1, m1-too, false",
        "m1, falls, false",
        "p1/big, both, false",
        "m1, cheap, true",
        "falls, rises, true",
        "p1/big, p2/big, true",
        "p1/listed, p1/made-up, true",
        "p1/made-up, p2/made-up, true",
        "p1/made-up, p1/made-up-too, false",
        "p1/, p2/, false",
        "p1/, nowhere, false"
    })
    void countsByWhatACallComesTo(String first, String second, boolean apart) {
        Filter filter = filter(Configs.rule(Measure.REQUESTS, 1, List.of("model"), Action.REFUSE, null));
        assertThat(send(filter, first).succeeded()).isTrue();

        Future<Reply> other = send(filter, second);

        assertThat(other.succeeded()).isEqualTo(apart);
    }

    @Test
    void letsNobodyMakeUpCountsByMakingUpNames() {
        Filter filter = filter(Configs.rule(Measure.REQUESTS, 3, List.of("model"), Action.REFUSE, null));

        long admitted = 0;
        for (int i = 0; i < 100; i++) {
            admitted += send(filter, "p1/made-up-" + i).succeeded() ? 1 : 0;
        }

        assertThat(admitted).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        // only.model, asked for: whether the limit is for it
        "m1, m1, true",
        "m1, p1/big, true",
        "m1, m1-too, true",
        "m1, falls, true",
        "m1, p2/big, false",
        "m1, rises, false",
        "m1, cheap, false",
        "both, p1/big, true",
        "both, p2/big, true",
        "falls, p1/small, true",
        "falls, cheap, false",
        "falls, rises, false",
        "p1/big, m1, true",
        "p1/big, both, true",
        "p1/big, p2/big, false",
        "p2/big, both, false",
        "big, m1, true",
        "big, p2/big, true",
        "big, cheap, false",
        "p1/unlisted, p1/unlisted, true",
        "unlisted, p1/unlisted, true"
    })
    void isForOneModelByWhateverNameItIsAskedFor(String only, String asked, boolean concerned) {
        Filter filter = filter(only(only));
        send(filter, asked);

        Future<Reply> again = send(filter, asked);

        assertThat(again.failed()).isEqualTo(concerned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1", "p1/big", "big"})
    void oneLimitOfOneModelIsOneCountForAllItsNames(String only) {
        Filter filter = filter(only(only));
        assertThat(send(filter, "m1").succeeded()).isTrue();

        assertThat(send(filter, "p1/big").failed()).isTrue();
        assertThat(send(filter, "falls").failed()).isTrue();
    }

    @Test
    void givesANameThatALimitIsForACountOfItsOwn() {
        Filter filter =
                filter(Configs.rule(Measure.REQUESTS, 1, List.of("model"), Action.REFUSE, null), only("p1/unlisted"));
        assertThat(send(filter, "p1/made-up").succeeded()).isTrue();

        assertThat(send(filter, "p1/unlisted").succeeded()).isTrue();
    }

    private static LimitRule only(String model) {
        return new LimitRule(
                Measure.REQUESTS,
                BigDecimal.ONE,
                Configs.MINUTE,
                null,
                "UTC",
                null,
                List.of("tenant"),
                Map.of("model", model),
                false,
                Action.REFUSE,
                null);
    }

    private static Alias alias(String name, Target... targets) {
        return new Alias(
                name,
                null,
                List.of(targets).stream()
                        .map(target -> new Alias.Member(target, 1))
                        .toList());
    }

    private static ModelFacts priced() {
        return new ModelFacts("", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of("2", "10")));
    }

    private Filter filter(LimitRule... rules) {
        return new LimitFactory().create(Configs.of(rules), context).result();
    }

    private Future<Reply> send(Filter filter, String model) {
        Call call = FakeCalls.chat().whole("hi");
        Future<Reply> reply = filter.apply(call.withModel(model, models.candidates(call.dialect(), model)), upstream);
        time.run();
        return reply;
    }
}
