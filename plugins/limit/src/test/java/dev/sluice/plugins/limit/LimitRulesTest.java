package dev.sluice.plugins.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.Away;
import dev.sluice.plugins.limit.LimitConfig.CacheHits;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who shares a count with whom, what is counted, and what becomes of what is held when its holder is gone. */
class LimitRulesTest {

    private final VirtualTime time = new VirtualTime();
    private final FakeState state = new FakeState(time::now);
    private final FakeModels models = new FakeModels().with(alias("fake-model")).with(alias("other"));
    private final FakePluginContext context =
            new FakePluginContext(time).withState(state).withModels(models);
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("fine"));

    @ParameterizedTest
    @CsvSource({
        // by, tenant, key, model, route, team: whether that other call has a count of its own
        "key, acme, k2, fake-model, r, a, true",
        "key, acme, k1, other, s, b, false",
        "tenant, acme, k2, other, s, b, false",
        "tenant, rival, k1, fake-model, r, a, true",
        "model, acme, k2, fake-model, s, b, false",
        "model, acme, k1, other, r, a, true",
        "route, acme, k2, other, r, b, false",
        "route, acme, k1, fake-model, s, a, true",
        "label:team, acme, k2, other, s, a, false",
        "label:team, acme, k1, fake-model, r, b, true",
        "key+model, acme, k1, other, r, a, true",
        "key+model, acme, k1, fake-model, s, b, false"
    })
    void countsByAnyCombination(
            String by, String tenant, String key, String model, String route, String team, boolean apart) {
        Filter filter =
                filter(Configs.of(Configs.rule(Measure.REQUESTS, 1, List.of(by.split("\\+")), Action.REFUSE, null)));
        complete(filter, call("acme", "k1", "fake-model", "r", "a"));

        Future<Reply> other = send(filter, call(tenant, key, model, route, team));

        assertThat(other.succeeded()).isEqualTo(apart);
    }

    @Test
    void letsTenantsDrawOnOnePool() {
        LimitRule pool = new LimitRule(
                Measure.REQUESTS,
                BigDecimal.ONE,
                Duration.ofMinutes(1),
                null,
                "UTC",
                null,
                List.of("model"),
                Map.of(),
                true,
                Action.REFUSE,
                null);
        Filter filter = filter(Configs.of(pool));
        complete(filter, call("acme", "k1", "fake-model", "r", "a"));

        assertThat(send(filter, call("rival", "k2", "fake-model", "r", "a")).failed())
                .isTrue();
    }

    @Test
    void concernsOnlyTheCallsThatItIsFor() {
        LimitRule only = new LimitRule(
                Measure.REQUESTS,
                BigDecimal.ONE,
                Duration.ofMinutes(1),
                null,
                "UTC",
                null,
                List.of("tenant"),
                Map.of("label:team", "a"),
                false,
                Action.REFUSE,
                null);
        Filter filter = filter(Configs.of(only));
        complete(filter, call("acme", "k1", "fake-model", "r", "b"));
        complete(filter, call("acme", "k1", "fake-model", "r", "a"));

        assertThat(send(filter, call("acme", "k1", "fake-model", "r", "b")).succeeded())
                .isTrue();
        assertThat(send(filter, call("acme", "k1", "fake-model", "r", "a")).failed())
                .isTrue();
    }

    @Test
    void letsABurstPassAndTheRestOnlyAsTimeGoesBy() {
        LimitRule rule = new LimitRule(
                Measure.REQUESTS,
                BigDecimal.valueOf(60),
                Duration.ofMinutes(1),
                null,
                "UTC",
                BigDecimal.valueOf(10),
                List.of("tenant"),
                Map.of(),
                false,
                Action.REFUSE,
                null);
        Filter filter = filter(Configs.of(rule));
        for (int i = 0; i < 10; i++) {
            complete(filter, call("acme", "k1", "fake-model", "r", "a"));
        }
        assertThat(send(filter, call("acme", "k1", "fake-model", "r", "a")).failed())
                .isTrue();

        time.advance(Duration.ofSeconds(11));

        assertThat(send(filter, call("acme", "k1", "fake-model", "r", "a")).succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"FREE, 0, 0", "REQUESTS, 1, 0", "FULL, 1, 1"})
    void chargesCacheHits(CacheHits hits, long requests, int tokens) {
        Filter filter = filter(Configs.of(
                hits,
                Away.FAIL,
                Configs.perMinute(Measure.REQUESTS, 100),
                Configs.perMinute(Measure.OUTPUT_TOKENS, 10_000)));
        Next hit =
                call -> Future.succeededFuture(call.reply(200, Buffer.buffer("{\"x\":\"" + "x".repeat(400) + "\"}")));

        Reply reply =
                filter.apply(call("acme", "k1", "fake-model", "r", "a"), hit).result();
        FakeClient.eager(time).read(reply);
        time.run();

        assertThat(spent(Measure.REQUESTS, 100)).isEqualTo(requests);
        assertThat(Long.signum(spent(Measure.OUTPUT_TOKENS, 10_000))).isEqualTo(tokens);
    }

    @Test
    void saysToTheMillisecondWhenToTryAgainAndTellsOfEachKind() {
        Filter filter = filter(
                Configs.of(Configs.perMinute(Measure.REQUESTS, 1), Configs.perMinute(Measure.INPUT_TOKENS, 1000)));
        complete(filter, call("acme", "k1", "fake-model", "r", "a"));

        CallError refused = (CallError)
                send(filter, call("acme", "k1", "fake-model", "r", "a")).cause();

        assertThat(refused.headers().get("x-ratelimit-limit-input-tokens")).isEqualTo("1000");
        assertThat(refused.retryAfter()).isNotNull();
    }

    @Test
    void dividesALimitWithoutAdmittingMore() {
        LimitConfig config = Configs.split(8, Configs.perMinute(Measure.REQUESTS, 1000));
        Filter filter = filter(config);

        long admitted = IntStream.range(0, 2000)
                .filter(i -> send(filter, numbered(i)).succeeded())
                .count();

        assertThat(admitted).as("2000 calls fall on 8 parts of 125").isEqualTo(1000);
        CallError refused = (CallError) send(filter, numbered(1)).cause();
        assertThat(refused.headers().get("x-ratelimit-limit-requests")).isEqualTo("1000");
    }

    @Test
    void refusesToDivideWhatIsTooSmall() {
        assertThatThrownBy(() -> Configs.split(8, Configs.perMinute(Measure.REQUESTS, 100)))
                .hasMessageContaining("at least 100 for each of the 8 parts");
    }

    private static Call numbered(int number) {
        return call("acme", "k1", "fake-model", "r", "a").toBuilder()
                .id("call-" + number)
                .build();
    }

    @Test
    void freesWhatAProcessHeldThatDied() {
        LimitConfig config = Configs.of(Configs.perMinute(Measure.CONCURRENT, 2));
        Limit limit = rules(config).getFirst().limit(call("acme", "k1", "fake-model", "r", "a"));
        for (int i = 0; i < 2; i++) {
            assertThat(state.quotas(new Use("limit", Use.Fallback.FAIL))
                            .reserve(List.of(limit.charge(1)), Duration.ofSeconds(60))
                            .result())
                    .as("what another process, which is gone, held")
                    .isInstanceOf(Admission.Granted.class);
        }
        Filter filter = filter(config);
        assertThat(send(filter, call("acme", "k1", "fake-model", "r", "a")).failed())
                .isTrue();

        time.advance(Duration.ofSeconds(69));

        assertThat(send(filter, call("acme", "k1", "fake-model", "r", "a")).succeeded())
                .isTrue();
    }

    private long spent(Measure measure, long max) {
        Limit limit = rules(Configs.of(Configs.perMinute(measure, max)))
                .getFirst()
                .limit(call("acme", "k1", "fake-model", "r", "a"));
        return state.quotas(new Use("limit", Use.Fallback.FAIL))
                .look(List.of(limit))
                .result()
                .getFirst()
                .spent();
    }

    private static Alias alias(String name) {
        return new Alias(name, null, List.of(new Alias.Member(new Target("first", name), 1)));
    }

    private List<Rule> rules(LimitConfig config) {
        return Rule.of(config, LimitFactory.names(config, models));
    }

    private Filter filter(LimitConfig config) {
        return new LimitFactory().create(config, context).result();
    }

    private static Call call(String tenant, String key, String model, String route, String team) {
        return FakeCalls.chat().whole("hi").toBuilder()
                .caller(new Caller(tenant, key, Map.of("team", team)))
                .model(model)
                .candidates(List.of(new Target("first", model)))
                .route(route)
                .build();
    }

    private void complete(Filter filter, Call call) {
        Future<Reply> reply = send(filter, call);
        assertThat(reply.succeeded()).as("%s", reply.cause()).isTrue();
        FakeClient.eager(time).read(reply.result());
        time.run();
    }

    private Future<Reply> send(Filter filter, Call call) {
        Future<Reply> reply = filter.apply(call, upstream);
        time.run();
        return reply;
    }
}
