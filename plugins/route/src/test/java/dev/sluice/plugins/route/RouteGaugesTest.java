package dev.sluice.plugins.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two filters for the same targets, whose gauges the host sums up. */
class RouteGaugesTest {

    private static final Target FIRST = FakeCalls.CANDIDATES.getFirst();
    private static final FakeModels MODELS =
            new FakeModels().with(new Alias("support", null, List.of(new Alias.Member(FIRST, 1))));

    private final VirtualTime time = new VirtualTime();
    private final RouteFactory factory = new RouteFactory();
    private final FakePluginContext one = context();
    private final FakePluginContext other = context();

    @Test
    void filtersThatShareWhatTheyKnowShowItOnce() {
        filter(Configs.usual(), one);
        Filter filter = filter(Configs.usual(), other);

        filter.apply(FakeCalls.chat().whole("hi"), ScriptedUpstream.of(time, Script.silent()));

        assertThat(inFlight(one, "1") + inFlight(other, "1")).isEqualTo(1);
    }

    @Test
    void theOneThatStaysShowsWhatTheOneThatWentHadShown() {
        filter(Configs.usual(), one);
        Filter filter = filter(Configs.usual(), other);
        filter.apply(FakeCalls.chat().whole("hi"), ScriptedUpstream.of(time, Script.silent()));

        one.close();

        assertThat(inFlight(other, "1")).isEqualTo(1);
    }

    @Test
    void filtersThatJudgeOtherwiseShowTheirOwn() {
        filter(Configs.usual(), one);
        Filter filter = filter(Configs.usual().floor(0), other);
        filter.apply(FakeCalls.chat().whole("hi"), ScriptedUpstream.of(time, Script.silent()));

        assertThat(inFlight(one, "1")).isZero();
        assertThat(inFlight(other, "2")).isEqualTo(1);
    }

    private FakePluginContext context() {
        return new FakePluginContext(time).withModels(MODELS);
    }

    private Filter filter(Configs configs, FakePluginContext context) {
        return factory.filter(configs.config(), context, new SplittableRandom(1))
                .result();
    }

    private static double inFlight(FakePluginContext context, String pool) {
        return context.meters().gauged("in_flight", "provider", FIRST.provider(), "model", FIRST.model(), "pool", pool);
    }
}
