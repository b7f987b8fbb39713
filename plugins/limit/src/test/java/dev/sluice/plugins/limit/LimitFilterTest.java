package dev.sluice.plugins.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.Filter;
import dev.sluice.api.Metering;
import dev.sluice.api.Next;
import dev.sluice.api.Origin;
import dev.sluice.api.Reply;
import dev.sluice.api.Spent;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Json;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.api.model.TargetRule;
import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.Away;
import dev.sluice.plugins.limit.LimitConfig.CacheHits;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Unpriced;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeCheckContext;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitFilterTest {

    /** What every scripted reply says it used: see the testkit's Wire. */
    private static final long USED = 8;

    private final VirtualTime time = new VirtualTime();
    private final FakeState state = new FakeState(time::now);
    private final FakeModels models = new FakeModels();
    private final FakePluginContext context =
            new FakePluginContext(time).withState(state).withModels(models);
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("fine"));

    @Test
    void admitsExactlyTheLimitOfAThousandAtOnceOnThreeReplicas() {
        LimitConfig config = Configs.of(Configs.perMinute(Measure.REQUESTS, 100));
        List<Filter> replicas = List.of(filter(config), filter(config), filter(config));

        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            replies.add(replicas.get(i % 3).apply(FakeCalls.chat().whole("hi"), upstream));
        }
        time.run();

        assertThat(replies).filteredOn(Future::succeeded).hasSize(100);
    }

    @Test
    void refusesWithWhatTheSdkReads() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.REQUESTS, 1)));
        complete(filter, FakeCalls.chat().whole("hi"));

        CallError error = refusal(filter, FakeCalls.chat().whole("hi"));

        assertThat(error.status()).isEqualTo(429);
        assertThat(error.retryAfter()).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(64));
        assertThat(error.headers().get("x-ratelimit-limit-requests")).isEqualTo("1");
        assertThat(error.headers().get("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(error.headers().get("x-ratelimit-reset-requests")).startsWith("1m");
        assertThat(error.message()).contains("1 requests in any 1m").contains("Try again in");
    }

    @Test
    void admitsAgainWhenTheWindowHasPassed() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.REQUESTS, 1)));
        complete(filter, FakeCalls.chat().whole("hi"));

        time.advance(Duration.ofSeconds(64));

        assertThat(complete(filter, FakeCalls.chat().whole("hi")).status()).isEqualTo(200);
    }

    @Test
    void settlesTheTokensThatWereReallyUsed() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1000)));

        complete(filter, FakeCalls.chat().whole("hi"));

        assertThat(standing().spent()).isEqualTo(USED);
        assertThat(standing().reserved()).isZero();
    }

    @Test
    void reservesWhatTheAnswerMayHave() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1000)));
        ScriptedUpstream slow = ScriptedUpstream.of(time, Script.silent());

        Future<Reply> pending = filter.apply(FakeCalls.chat().whole("hi"), slow);

        assertThat(pending.isComplete()).isFalse();
        assertThat(standing().reserved()).isBetween(101L, 110L);
    }

    /** Some servers read 0 and -1 as no end. */
    @ParameterizedTest
    @ValueSource(ints = {-1, -2, 0})
    void reservesTheUsualWhereABoundIsNone(int bound) {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1000)));
        ScriptedUpstream slow = ScriptedUpstream.of(time, Script.silent());
        Call call = FakeCalls.chat().whole("hi");

        filter.apply(call.withJson(call.json().with("max_tokens", Json.of(bound))), slow);

        assertThat(standing().reserved()).isBetween(101L, 110L);
    }

    @Test
    void refusesForGoodWhatExceedsTheLimitByItself() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 50)));

        CallError error = refusal(filter, FakeCalls.chat().whole("hi"));

        assertThat(error.retryAfter()).isNull();
        assertThat(error.headers().get("x-should-retry")).isEqualTo("false");
    }

    @Test
    void refusesForAWhileWhatExceedsOnlyTheShareOfThisProcess() {
        Quotas share = new Quotas() {
            @Override
            public Future<Admission> reserve(List<Limit.Charge> charges, Duration lease) {
                Limit limit = charges.getFirst().limit();
                Standing standing = new Standing(limit, limit.max() - 1, 0, false, Duration.ZERO, null);
                return Future.succeededFuture(new Admission.Refused(List.of(standing)));
            }

            @Override
            public Future<List<Standing>> look(List<Limit> limits) {
                return Future.succeededFuture(List.of());
            }
        };
        LimitConfig config = Configs.of(Configs.perMinute(Measure.REQUESTS, 2));
        Filter filter = new LimitFilter(rules(config), share, LimitFactory.parts(config, context));

        CallError error = refusal(filter, FakeCalls.chat().whole("hi"));

        assertThat(error.retryAfter()).isPositive();
        assertThat(error.headers().get("x-should-retry")).isNull();
        assertThat(error.message()).contains("Try again in");
    }

    @Test
    void countsStreamsOfWhichHalfAreAborted() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1_000_000)));
        ScriptedUpstream stream = ScriptedUpstream.of(time, Script.says(List.of("four", "more", "text", "here")));

        for (int i = 0; i < 200; i++) {
            FakeClient client = i % 2 == 0 ? FakeClient.eager(time) : FakeClient.leaving(time, 2);
            client.read(filter.apply(FakeCalls.chat().streamed("hi"), estimating(stream)));
            time.run();
        }

        assertThat(standing().reserved()).isZero();
        assertThat(standing().spent())
                .as("what the provider said where it was read to the end; else what the host makes of it")
                .isEqualTo(100 * USED + 100 * (1 + 2));
    }

    @Test
    void countsAnswersThatAFilterBelowDidNotPassOn() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1_000_000)));
        Next twice = call -> answered(call).compose(wrong -> answered(call));
        Next refusing = call -> answered(call)
                .compose(wrong -> Future.failedFuture(
                        CallError.of(CallError.Category.PERMISSION, "blocked", "It is not for you.")));

        filter.apply(FakeCalls.chat().whole("hi"), twice);
        filter.apply(FakeCalls.chat().whole("hi"), refusing);
        time.run();

        assertThat(standing().reserved()).isZero();
        assertThat(standing().spent()).isEqualTo(3 * USED);
    }

    /** As the host has it: what came whole is noted, whoever gets it. */
    private Future<Reply> answered(Call call) {
        return estimating(upstream).proceed(call).map(reply -> {
            Reply told = reply.withOrigin(Origin.upstream(FakeCalls.CANDIDATES.getFirst()));
            call.journal().answered((Whole) told);
            call.journal().sentTo(FakeCalls.CANDIDATES.getFirst());
            return told;
        });
    }

    @Test
    void countsWhatWasGivenUpForAnotherAttempt() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1_000_000)));
        Next hedged = call -> {
            call.journal().spent(new Spent(FakeCalls.CANDIDATES.get(1), Usage.of(40, 0), null));
            return answered(call);
        };

        filter.apply(FakeCalls.chat().whole("hi"), hedged);
        time.run();

        assertThat(standing().spent()).isEqualTo(40 + USED);
    }

    @Test
    void countsNothingTwiceWhereACallComesTwice() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1_000_000)));
        Call call = FakeCalls.chat().whole("hi");

        filter.apply(call, this::answered).compose(wrong -> filter.apply(call, this::answered));
        time.run();

        assertThat(standing().spent()).isEqualTo(2 * USED);
    }

    private static Next estimating(Next upstream) {
        return call -> upstream.proceed(call)
                .map(reply -> reply.withMetering(new Metering() {
                    @Override
                    public Usage complete(Usage told) {
                        return new Usage(1, 2, 0, 0, 0, 0, 0, true);
                    }

                    @Override
                    public BigDecimal cost(Usage usage) {
                        return null;
                    }
                }));
    }

    @Test
    void givesBackWhatAFailedCallReserved() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.TOKENS, 1000)));
        ScriptedUpstream broken = ScriptedUpstream.of(time, Script.refuses());

        Future<Reply> reply = filter.apply(FakeCalls.chat().whole("hi"), broken);
        time.run();

        assertThat(reply.failed()).isTrue();
        assertThat(standing().reserved()).isZero();
        assertThat(standing().spent()).isZero();
    }

    @Test
    void givesBackWhatTheCallReservedWhoseClientLeft() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.CONCURRENT, 1)));
        Call call = FakeCalls.chat().whole("hi");
        filter.apply(call, ScriptedUpstream.of(time, Script.silent()));
        assertThat(standing().reserved()).isEqualTo(1);

        call.scope().end(CallError.cancelled("gone"));

        assertThat(standing().reserved()).isZero();
    }

    @Test
    void holdsAPermitAsLongAsTheCallGoesOn() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.CONCURRENT, 1)));
        filter.apply(FakeCalls.chat().whole("hi"), next -> Future.future(never -> {}));

        time.advance(Duration.ofMinutes(10));

        assertThat(refusal(filter, FakeCalls.chat().whole("hi")).retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void countsTenantsApart() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.REQUESTS, 1)));
        complete(filter, FakeCalls.chat().whole("hi"));

        Call other = FakeCalls.chat().whole("hi").withCaller(new Caller("rival", "k2", Map.of()));

        assertThat(complete(filter, other).status()).isEqualTo(200);
    }

    @Test
    void warnsOfSoftLimits() {
        Filter filter = filter(Configs.of(Configs.rule(Measure.REQUESTS, 1, List.of("tenant"), Action.WARN, null)));
        complete(filter, FakeCalls.chat().whole("hi"));
        Call call = FakeCalls.chat().whole("hi");

        complete(filter, call);

        assertThat(call.journal().warnings()).containsExactly("limit exceeded: 1 requests in any 1m");
    }

    @Test
    void downgradesToACheaperAlias() {
        models.with(new Alias("cheap", null, List.of(new Alias.Member(FakeCalls.CANDIDATES.get(1), 1))));
        Filter filter =
                filter(Configs.of(Configs.rule(Measure.REQUESTS, 1, List.of("tenant"), Action.DOWNGRADE, "cheap")));
        complete(filter, FakeCalls.chat().whole("hi"));

        complete(filter, FakeCalls.chat().whole("hi"));

        assertThat(upstream.attempts())
                .extracting(attempt -> attempt.call().model())
                .containsExactly(FakeCalls.MODEL, "cheap");
    }

    @Test
    void countsMoneyByThePricesOfTheModel() {
        ModelFacts facts =
                new ModelFacts("", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of("2", "10")));
        models.with(FakeCalls.CANDIDATES.get(0), facts);
        Filter filter = filter(Configs.of(Configs.monthly("0.002")));

        complete(filter, FakeCalls.chat().whole("hi"));

        assertThat(standing(Configs.of(Configs.monthly("0.002"))).spent())
                .as("3 tokens at 2 and 5 at 10 dollars a million, in billionths")
                .isEqualTo(56_000);
        assertThat(refusal(filter, FakeCalls.chat().whole("hi".repeat(2000))).message())
                .contains("$0.002");
    }

    @Test
    void warnsWhereNoPriceIsKnownUnderALimitOfMoneyIfItIsToldTo() {
        Filter filter = filter(Configs.unpriced(Unpriced.WARN, Configs.monthly("0.002")));
        Call call = FakeCalls.chat().whole("hi");

        complete(filter, call);

        assertThat(call.journal().warnings())
                .containsExactly("no price is known for " + FakeCalls.CANDIDATES.getFirst()
                        + ": limits of money do not count this call");
        assertThat(context.meters().count("unpriced")).isEqualTo(1);
    }

    @Test
    void refusesACallThatNobodyKnowsThePriceOfUnderALimitOfMoney() {
        Filter filter = filter(Configs.of(Configs.monthly("0.002")));

        CallError error = refusal(filter, FakeCalls.chat().whole("hi"));

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.message())
                .contains("Expected a model whose price is known", "found " + FakeCalls.CANDIDATES.getFirst());
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void letsCallsThroughThatNameNoModelAndSaysThatTheyAreNotCounted() {
        Filter filter = filter(Configs.of(Configs.monthly("0.002")));
        Call call = FakeCalls.chat().whole("hi").toBuilder()
                .target(new Target("first", ""))
                .build();

        complete(filter, call);

        assertThat(call.journal().warnings()).singleElement().asString().contains("no price is known for first:");
    }

    @Test
    void startsWithoutPricesIfItIsToldTo() {
        models.with(new Alias("free", null, List.of(new Alias.Member(FakeCalls.CANDIDATES.getFirst(), 1))));
        FakeCheckContext check = new FakeCheckContext(models);

        new LimitFactory().check(Configs.unpriced(Unpriced.WARN, Configs.monthly("5")), check);

        assertThat(check.problems()).isEmpty();
    }

    @Test
    void wantsAPriceForEachModelThatMoneyIsCountedFor() {
        Target priced = FakeCalls.CANDIDATES.get(0);
        Target unpriced = FakeCalls.CANDIDATES.get(1);
        models.with(
                priced, new ModelFacts("", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of("2", "10"))));
        models.with(new Alias("both", null, List.of(new Alias.Member(priced, 1), new Alias.Member(unpriced, 1))));
        FakeCheckContext check = new FakeCheckContext(models);

        new LimitFactory().check(Configs.of(Configs.monthly("5")), check);
        new LimitFactory().check(Configs.of(Configs.perMinute(Measure.TOKENS, 5)), check);

        assertThat(check.problems())
                .singleElement()
                .asString()
                .startsWith(
                        "limits[0].measure: expected a price for each model that money is counted for, found none for "
                                + unpriced + ": add it under 'models'");
    }

    @Test
    void wantsAPriceForWhatALimitOfOneModelIsForByAnyName() {
        Target unpriced = FakeCalls.CANDIDATES.get(0);
        models.with(new Alias("one", null, List.of(new Alias.Member(unpriced, 1))));
        models.with(new Alias("other", null, List.of(new Alias.Member(new Target("third", "m"), 1))));
        FakeCheckContext check = new FakeCheckContext(models);

        new LimitFactory().check(Configs.of(Configs.monthly("5", unpriced.toString())), check);

        assertThat(check.problems()).singleElement().asString().contains("found none for " + unpriced + ": add it");
    }

    @Test
    void wantsAPriceForModelsThatAFilterBelowLeadsTo() {
        FakeCheckContext check = new FakeCheckContext(models).withLeadsTo("house/qwen", "nowhere");

        new LimitFactory().check(Configs.of(Configs.monthly("5")), check);

        assertThat(check.problems()).singleElement().asString().contains("found none for house/qwen: add it");
    }

    @Test
    void hasWhoChoosesChooseAmongTheModelsWhosePriceIsKnown() {
        ModelFacts facts =
                new ModelFacts("", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of("2", "10")));
        models.with(FakeCalls.CANDIDATES.get(0), facts);

        complete(filter(Configs.of(Configs.monthly("5"))), FakeCalls.chat().whole("hi"));
        complete(
                filter(Configs.unpriced(Unpriced.WARN, Configs.monthly("5"))),
                FakeCalls.chat().whole("hi"));

        TargetRule rule = upstream.attempts().getFirst().call().get(TargetRule.KEY);
        assertThat(rule).isNotNull();
        assertThat(rule.lacks(FakeCalls.CANDIDATES.get(0), facts)).isNull();
        assertThat(rule.lacks(FakeCalls.CANDIDATES.get(1), ModelFacts.NONE)).contains("its price is not known");
        assertThat(upstream.attempts().getLast().call().get(TargetRule.KEY)).isNull();
    }

    @Test
    void chargesCacheHitsAsConfigured() {
        Next hit = call -> Future.succeededFuture(call.reply(200, Buffer.buffer("{}")));
        Filter free = filter(Configs.of(CacheHits.FREE, Away.FAIL, Configs.perMinute(Measure.REQUESTS, 1)));

        for (int i = 0; i < 5; i++) {
            assertThat(free.apply(FakeCalls.chat().whole("hi"), hit).succeeded())
                    .isTrue();
        }

        assertThat(standing(Configs.of(Configs.perMinute(Measure.REQUESTS, 1))).spent())
                .isZero();
    }

    @Test
    void countsUploads() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.REQUESTS, 1)));
        filter.apply(FakeCalls.upload("bytes"), upstream);
        time.run();

        assertThat(refusal(filter, FakeCalls.upload("bytes")).status()).isEqualTo(429);
    }

    @Test
    void answersWithA503WhileNobodyCanCountIfItMust() {
        Filter filter = filter(Configs.of(Configs.perMinute(Measure.REQUESTS, 1)));
        state.goAway();

        assertThat(refusal(filter, FakeCalls.chat().whole("hi")).status()).isEqualTo(503);
    }

    @Test
    void letsCallsGoOnUncountedIfItMay() {
        Filter filter = filter(Configs.of(CacheHits.REQUESTS, Away.SKIP, Configs.perMinute(Measure.REQUESTS, 1)));
        state.goAway();

        assertThat(complete(filter, FakeCalls.chat().whole("hi")).status()).isEqualTo(200);
    }

    private List<Rule> rules(LimitConfig config) {
        return Rule.of(config, LimitFactory.names(config, models));
    }

    private Filter filter(LimitConfig config) {
        return new LimitFactory().create(config, context).result();
    }

    private Reply complete(Filter filter, Call call) {
        Future<Reply> reply = filter.apply(call, upstream);
        time.run();
        assertThat(reply.succeeded()).as("%s", reply.cause()).isTrue();
        FakeClient.eager(time).read(reply.result());
        time.run();
        return reply.result();
    }

    private CallError refusal(Filter filter, Call call) {
        Future<Reply> reply = filter.apply(call, upstream);
        time.run();
        assertThat(reply.cause()).isInstanceOf(CallError.class);
        return (CallError) reply.cause();
    }

    /** Of tokens where they are counted, else of permits. */
    private Standing standing() {
        Standing tokens = standing(Configs.of(Configs.perMinute(Measure.TOKENS, 1000)));
        boolean counted = tokens.reserved() + tokens.spent() > 0;
        return counted ? tokens : standing(Configs.of(Configs.perMinute(Measure.CONCURRENT, 1)));
    }

    private Standing standing(LimitConfig config) {
        return state.quotas(new Use("limit", Use.Fallback.FAIL))
                .look(List.of(rules(config).getFirst().limit(FakeCalls.chat().whole("hi"))))
                .result()
                .getFirst();
    }
}
