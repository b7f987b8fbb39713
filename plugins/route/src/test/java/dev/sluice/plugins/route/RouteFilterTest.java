package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.model.KeyStanding.State;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.testkit.Attempt;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFilterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time).withModels(new FakeModels());

    @Test
    void asksTheNextTargetWhenTheFirstCannotBeReached() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.refuses(), Script.says("second"));
        Call call = FakeCalls.chat().whole("hi");

        Future<Reply> reply = filter(Configs.usual()).apply(call, upstream);

        time.run();
        assertThatReply(reply.result()).hasText("second");
        assertThat(targets(upstream)).containsExactly("first/fake-model", "second/fake-model");
        assertThat(call.journal().decisions())
                .contains(new Decision("route", "fallback", "first/fake-model: refused; next second/fake-model"));
        assertThat(call.journal().target()).isEqualTo(new Target("second", FakeCalls.MODEL));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529, 401, 403})
    void asksTheNextTargetAfterAStatusThatIsTheProvidersOwn(int status) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.status(status), Script.says("second"));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().streamed("hi"), upstream);

        time.run();
        assertThatReply(reply.result()).hasText("second");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 422})
    void passesTheCallersOwnMistakeOn(int status) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.status(status), Script.says("second"));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThat(reply.result().status()).isEqualTo(status);
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void seesAnErrorInTheFirstEventBeforeTheCallerDoes() {
        ScriptedUpstream upstream = ScriptedUpstream.of(
                time,
                Script.replies(call -> stream(call, "{\"error\":{\"message\":\"overloaded\"}}")),
                Script.says("second"));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().streamed("hi"), upstream);

        time.run();
        assertThatReply(reply.result()).hasText("second");
    }

    @Test
    void givesAnErrorInTheFirstEventToTheCallerIfNobodyDoesBetter() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.replies(call -> stream(call, "{\"error\":{\"message\":\"no\"}}")));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().streamed("hi"), upstream);

        time.advance(SECOND.multipliedBy(30));
        assertThat(reply.result().status()).isEqualTo(200);
        assertThat(((Streamed) reply.result()).frames().next().result().raw().toString())
                .contains("no");
    }

    @Test
    void asksAgainAfterAPauseWhenAllHaveFailed() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.refuses(), Script.refuses(), Script.says("third time"));
        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().whole("hi"), upstream);
        time.run();
        assertThat(reply.isComplete()).isFalse();

        time.advance(SECOND);

        assertThatReply(reply.result()).hasText("third time");
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, limited("3"), limited("3"), Script.says("at last"));
        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().whole("hi"), upstream);

        time.advance(Duration.ofMillis(2999));
        assertThat(upstream.attempts()).hasSize(2);
        time.advance(SECOND);

        assertThatReply(reply.result()).hasText("at last");
    }

    @Test
    void doesNotWaitForAProviderThatWantsAnHour() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, limited("3600"));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThat(reply.result().status()).isEqualTo(429);
        assertThat(reply.result().headers().get("retry-after")).isEqualTo("3600");
    }

    @Test
    void sendsACauseWhereItsListSays() {
        String tooLong = "{\"error\":{\"code\":\"context_length_exceeded\"}}";
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.replies(call -> error(call, 400, tooLong)), Script.says("fits"));
        Configs configs = Configs.usual().fallingBack(Cause.CONTEXT_WINDOW, "large/long-model");

        Future<Reply> reply = filter(configs).apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThatReply(reply.result()).hasText("fits");
        assertThat(targets(upstream)).containsExactly("first/fake-model", "large/long-model");
    }

    @Test
    void doesNotShopAroundForAnotherContentPolicy() {
        String refused = "{\"error\":{\"code\":\"content_policy_violation\"}}";
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.replies(call -> error(call, 400, refused)));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThat(reply.result().status()).isEqualTo(400);
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void sparesATargetThatKeepsFailingAndBringsItBackByAProbe() {
        boolean[] down = {true};
        ScriptedUpstream upstream = ScriptedUpstream.by(
                time, (number, call) -> down[0] && isFirst(call) ? Script.refuses() : Script.says("ok"));
        Filter filter = filter(Configs.usual());
        times(8, filter, upstream);
        assertThat(upstream.attempts().stream().filter(attempt -> isFirst(attempt.call())))
                .hasSize(5);
        assertThat(context.meters().count("ejections")).isEqualTo(1);

        down[0] = false;
        time.advance(Duration.ofSeconds(6));
        times(2, filter, upstream);

        assertThat(targets(upstream)).endsWith("first/fake-model", "first/fake-model");
    }

    @Test
    void refusesAtOnceWhenAllAreEjected() {
        Filter filter = filter(Configs.usual().floor(0).attempts(2));
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.refuses());
        times(5, filter, upstream);
        int before = upstream.attempts().size();

        CallError error = catchError(filter, upstream);

        assertThat(error.category()).isEqualTo(CallError.Category.OVERLOADED);
        assertThat(error.retryAfter()).isBetween(SECOND, Duration.ofSeconds(6));
        assertThat(upstream.attempts()).hasSize(before);
    }

    @Test
    void hedgesASlowAttemptAndCancelsTheLoserAtOnce() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says("slow").after(SECOND.multipliedBy(20)), Script.says("quick"));
        Call call = FakeCalls.chat().streamed("hi");

        Future<Reply> reply = filter(Configs.usual().hedgedAfter(SECOND, 100)).apply(call, upstream);

        time.advance(SECOND);
        assertThatReply(reply.result()).hasText("quick");
        assertThat(upstream.cancelled()).containsExactly(upstream.attempts().getFirst());
        assertThat(call.journal().target()).isEqualTo(new Target("second", FakeCalls.MODEL));
        upstream.assertNothingLeaks();
    }

    @Test
    void recordsWhatTheLoserOfAHedgeCost() {
        Target first = FakeCalls.CANDIDATES.getFirst();
        context.withModels(new FakeModels()
                .with(
                        first,
                        new ModelFacts(
                                "", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of("1000", "1000")))));
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says("slow").after(SECOND.multipliedBy(20)), Script.says("quick"));
        Call call = FakeCalls.chat().whole("twelve letters, and some");

        filter(Configs.usual().hedgedAfter(SECOND, 100)).apply(call, upstream);
        time.advance(SECOND);

        assertThat(call.journal().decisions())
                .contains(new Decision(
                        "route",
                        "outrun",
                        "first/fake-model given up after 1000 ms: 6 tokens of prompt, at least $0.006000"));
        assertThat(context.meters().count("outrun_dollars")).isEqualTo(0.006);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_translatable", "dialect_mismatch"})
    void asksATargetThatUnderstandsWhatAnotherCannotBeTold(String code) {
        CallError unsaid = CallError.of(CallError.Category.INVALID_REQUEST, code, "no");
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.fails(unsaid), Script.says("understood"));

        Future<Reply> reply = filter(Configs.usual()).apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThatReply(reply.result()).hasText("understood");
    }

    @Test
    void whatAFilterBelowFindsWrongWithAnAnswerIsAnInvalidOne() {
        CallError invalid = CallError.of(CallError.Category.UPSTREAM, "invalid_structured_output", "$.name is missing");
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.fails(invalid), Script.says("right"));
        Configs configs = Configs.usual().fallingBack(Cause.INVALID_OUTPUT, "better/model");

        Future<Reply> reply = filter(configs).apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThatReply(reply.result()).hasText("right");
        assertThat(targets(upstream)).containsExactly("first/fake-model", "better/model");
    }

    @Test
    void aPauseThatWouldEndAfterTheDeadlineIsNotMade() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, limited("3"));
        Call call = FakeCalls.chat().whole("hi").withHeaders(Headers.of("x-sluice-timeout", "2"));

        Future<Reply> reply = filter(Configs.usual()).apply(call, upstream);

        time.run();
        assertThat(reply.result().status()).isEqualTo(429);
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void whatOneChainFindsOutAllKnowAndAReloadForgetsNothing() {
        RouteFactory factory = new RouteFactory();
        Filter before = factory.filter(Configs.usual().config(), context, new SplittableRandom(1))
                .result();
        times(
                5,
                before,
                ScriptedUpstream.by(time, (number, call) -> isFirst(call) ? Script.refuses() : Script.says("ok")));
        FakePluginContext later = new FakePluginContext(time).withModels(new FakeModels());
        Filter after = factory.filter(Configs.usual().config(), later, new SplittableRandom(2))
                .result();
        context.close();
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("ok"));

        after.apply(FakeCalls.chat().whole("hi"), upstream);

        assertThat(targets(upstream)).containsExactly("second/fake-model");
    }

    @Test
    void aNewConfigMayHaveBetterCredentials() {
        RouteFactory factory = new RouteFactory();
        Filter before = factory.filter(Configs.usual().config(), context, new SplittableRandom(1))
                .result();
        times(
                1,
                before,
                ScriptedUpstream.by(time, (number, call) -> isFirst(call) ? Script.status(401) : Script.says("ok")));
        FakePluginContext later = new FakePluginContext(time).withModels(new FakeModels());
        Filter after = factory.filter(Configs.usual().config(), later, new SplittableRandom(2))
                .result();
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("ok"));

        after.apply(FakeCalls.chat().whole("hi"), upstream);

        assertThat(targets(upstream)).containsExactly("first/fake-model");
    }

    @Test
    void castsAShadowThatTheCallerNeverSees() {
        ScriptedUpstream upstream = ScriptedUpstream.by(
                time, (number, call) -> call.target().provider().equals("new") ? Script.refuses() : Script.says("ok"));

        Future<Reply> reply = filter(Configs.usual().shadowed("new/model"))
                .apply(FakeCalls.chat().whole("hi"), upstream);

        time.run();
        assertThatReply(reply.result()).hasText("ok");
        assertThat(targets(upstream)).containsExactly("new/model", "first/fake-model");
        assertThat(context.meters().count("shadow_failures")).isEqualTo(1);
        assertThat(context.meters().timed("shadowed_answers")).hasSize(1);
        upstream.assertNothingLeaks();
    }

    @Test
    void showsOperatorsWhatItThinksOfEachTarget() {
        Filter filter = filter(Configs.usual());
        times(
                5,
                filter,
                ScriptedUpstream.by(time, (number, call) -> isFirst(call) ? Script.refuses() : Script.says("ok")));

        AdminReply shown =
                context.admin().ask(HttpMethod.GET, "/targets", Map.of(), "").result();

        assertThat(shown.body().next().result().toString())
                .contains("\"keys\":[],\"ejected\":true,\"because\":\"5 failures in a row, the last: refused\"")
                .contains(
                        "{\"target\":\"second/fake-model\",\"provider\":\"second\",\"model\":\"fake-model\",\"aliases\":[],\"keys\":[],\"ejected\":false");
    }

    @Test
    void showsOperatorsHowTheKeysOfAProviderStand() {
        context.withModels(new FakeModels()
                .with(
                        "first",
                        List.of(
                                new KeyStanding("aabbccdd", State.READY, Duration.ZERO),
                                new KeyStanding("00112233", State.LIMITED, SECOND))));
        times(1, filter(Configs.usual()), ScriptedUpstream.of(time, Script.says("ok")));

        AdminReply shown =
                context.admin().ask(HttpMethod.GET, "/targets", Map.of(), "").result();

        assertThat(shown.body().next().result().toString())
                .contains("\"keys\":[{\"fingerprint\":\"aabbccdd\",\"state\":\"ready\",\"rests_for_ms\":0},"
                        + "{\"fingerprint\":\"00112233\",\"state\":\"limited\",\"rests_for_ms\":1000}]");
    }

    @Test
    void ejectsATargetThatHasBecomeMuchSlowerThanItsPeers() {
        Configs configs = Configs.usual()
                .by(new StrategySettings.Weighted(StrategySettings.Sticky.NONE, null))
                .slowerThanPeers(3);
        ScriptedUpstream upstream = ScriptedUpstream.by(
                time, (number, call) -> Script.says("ok").after(isFirst(call) ? SECOND : SECOND.dividedBy(10)));

        Filter filter = filter(configs);
        for (int i = 0; i < 80; i++) {
            filter.apply(FakeCalls.chat().whole("hi"), upstream);
            time.advance(SECOND.plusMillis(1));
        }

        assertThat(context.admin()
                        .ask(HttpMethod.GET, "/targets", Map.of(), "")
                        .result()
                        .body()
                        .next()
                        .result()
                        .toString())
                .contains("\"ejected\":true,\"because\":\"1000 ms where its peers take ");
    }

    private Filter filter(Configs configs) {
        return new RouteFactory()
                .filter(configs.config(), context, new SplittableRandom(1))
                .result();
    }

    private void times(int calls, Filter filter, ScriptedUpstream upstream) {
        for (int i = 0; i < calls; i++) {
            Call call = FakeCalls.chat().whole("hi");
            filter.apply(call, upstream).onComplete(done -> call.scope().end(null));
            time.advance(Duration.ofMillis(500));
        }
    }

    private static CallError catchError(Filter filter, ScriptedUpstream upstream) {
        try {
            return (CallError)
                    filter.apply(FakeCalls.chat().whole("hi"), upstream).cause();
        } catch (CallError e) {
            return e;
        }
    }

    private static boolean isFirst(Call call) {
        return new Target("first", FakeCalls.MODEL).equals(call.target());
    }

    private static List<String> targets(ScriptedUpstream upstream) {
        Function<Attempt, String> target =
                attempt -> String.valueOf(attempt.call().target());
        return upstream.attempts().stream().map(target).toList();
    }

    private static Script limited(String seconds) {
        return Script.replies(call -> error(call, 429, "{}").withHeaders(Headers.of("retry-after", seconds)));
    }

    private static Reply error(Call call, int status, String body) {
        return call.reply(status, Buffer.buffer(body));
    }

    private Reply stream(Call call, String data) {
        Frames frames = Frames.of(List.of(Event.of(null, Json.parse(Buffer.buffer(data)))));
        return new Streamed(
                200,
                Headers.of("content-type", "text/event-stream"),
                Sources.of(List.of(frames)),
                call.endpoint(),
                Stopwatch.start(time::nanoTime));
    }
}
