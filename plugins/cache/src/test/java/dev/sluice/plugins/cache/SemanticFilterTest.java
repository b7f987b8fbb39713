package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticFilterTest {

    private static final String ASKED = "How do I reset my password for the shop?";
    private static final String REWORDED = "How can I reset my password for the shop";

    private final VirtualTime time = new VirtualTime();
    private final FakeEmbedder embedder = new FakeEmbedder();
    private final FakeState state = new FakeState(time::now);
    private final FakePluginContext context = context();
    private final FakeClient client = FakeClient.eager(time);
    private final Filter cache = filter(config(0, 0.5), context);
    private final ScriptedUpstream upstream =
            ScriptedUpstream.of(time, Script.says("first"), Script.says("second"), Script.says("third"));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersAQuestionThatMeansTheSame(boolean streamed) {
        read(call(ASKED, streamed));

        Reading reading = read(call(REWORDED, streamed));

        assertThat(reading.text()).isEqualTo("first");
        assertThat(reading.headers().get("x-sluice-cache")).isEqualTo("semantic-hit");
        assertThat(Double.parseDouble(reading.headers().get("x-sluice-cache-similarity")))
                .isBetween(0.8, 1.0);
        assertThat(reading.headers().get("age")).isNotNull();
        assertThat(upstream.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I not reset my password for the shop?",
                "How do I reset your password for the shop?",
                "How do I reset my password for 2 shops?",
                "How do I reset my password for the Bakery?",
                "What is the time?"
            })
    void asksForWhatMeansSomethingElse(String other) {
        read(call(ASKED, false));

        assertThat(read(call(other, false)).text()).isEqualTo("second");
    }

    @Test
    void comparesOnlyWhatIsTheSameBesides() {
        read(call(ASKED, false));

        assertThat(read(with(call(REWORDED, false), "max_tokens", Json.of(7))).text())
                .isEqualTo("second");
        assertThat(read(call(REWORDED, false).withCaller(new Caller("other", "", Map.of())))
                        .text())
                .isEqualTo("third");
    }

    @Test
    void comparesOnlyWhatHasTheSameHistory() {
        read(talk("Hello.", ASKED));

        assertThat(read(talk("Good bye.", REWORDED)).text()).isEqualTo("second");
        assertThat(read(talk("Hello.", REWORDED)).text()).isEqualTo("first");
    }

    @Test
    void leavesCallsAloneWhoseAnswersAreMeantToVary() {
        Filter careful = filter(config(0, 0.5, 0.3), context());
        read(careful, call(ASKED, false));

        assertThat(read(careful, call(REWORDED, false)).text()).isEqualTo("second");
    }

    @Test
    void leavesLongQuestionsAlone() {
        String tail = " and more".repeat(120);
        read(call(ASKED + tail, false));

        assertThat(read(call(REWORDED + tail, false)).text()).isEqualTo("second");
    }

    @Test
    void doesWhatCacheControlSays() {
        read(call(ASKED, false));
        Call afresh = call(REWORDED, false);

        assertThat(read(afresh.withHeaders(afresh.headers().with("cache-control", "no-cache")))
                        .text())
                .isEqualTo("second");
    }

    @Test
    void forgetsWhenTheTimeIsUp() {
        read(call(ASKED, false));
        time.advance(Duration.ofHours(1));

        assertThat(read(call(REWORDED, false)).text()).isEqualTo("second");
    }

    @Test
    void forgetsWhatAnOperatorPurges() {
        read(call(ASKED, false));

        context.admin().ask(HttpMethod.DELETE, "/cache/{tenant}", Map.of("tenant", "default"), "");

        assertThat(read(call(REWORDED, false)).text()).isEqualTo("second");
    }

    @Test
    void takesMessagesThatItCannotReadForNothing() {
        state.topic("semantic-cache-questions").publish(Buffer.buffer("nonsense"));
        state.topic("semantic-cache-questions").publish(Buffer.buffer("{}"));
        state.topic("semantic-cache-trust").publish(Buffer.buffer("nonsense"));

        assertThat(read(call(ASKED, false)).text()).isEqualTo("first");
    }

    @Test
    void goesOnWhileTheStateIsAway() {
        state.goAway();
        read(call(ASKED, false));

        assertThat(read(call(REWORDED, false)).text()).isEqualTo("first");
    }

    @Test
    void goesOnAfterAWhileWhereTheEmbedderHangsAndLetsItBeThen() {
        // given
        FakePluginContext hanging = context().withEmbedder(embedder.hang());
        Filter late = filter(config(0, 0.5), hanging);
        Call first = call(ASKED, false);
        Call second = call(ASKED, false);
        // when
        Future<Reading> waited = client.read(late.apply(first, upstream));
        time.advance(Duration.ofSeconds(1));
        Future<Reading> atOnce = client.read(late.apply(second, upstream));
        time.run();
        // then
        assertThat(waited.result().text()).isEqualTo("first");
        assertThat(atOnce.result().text()).isEqualTo("second");
        assertThat(embedder.asked()).hasSize(1);
        assertThat(first.journal().decisions())
                .contains(new Decision(
                        "semantic-cache", "bypass", "the embedder gave no vector: it did not answer within 1000 ms"));
        assertThat(second.journal().decisions())
                .contains(new Decision(
                        "semantic-cache",
                        "bypass",
                        "the embedder gave no vector: it did not answer in time shortly before"));
        assertThat(hanging.meters().count("embed_failures")).isEqualTo(2);
    }

    @Test
    void comparesAgainWhenTheEmbedderAnswersAfterItsRest() {
        // given
        FakePluginContext hanging = context().withEmbedder(embedder.hang());
        Filter late = filter(config(0, 0.5), hanging);
        read(late, call(ASKED, false));
        embedder.recover();
        time.advance(Duration.ofSeconds(10));
        read(late, call(ASKED, false));
        // when
        Reading reading = read(late, call(REWORDED, false));
        // then
        assertThat(reading.headers().get("x-sluice-cache")).isEqualTo("semantic-hit");
    }

    @Test
    void goesOnAndSaysSoWhereTheEmbedderFails() {
        // given
        FakePluginContext failing = context().withEmbedder(embedder.down(new IllegalStateException("away")));
        Call call = call(ASKED, false);
        // when
        Reading reading = read(filter(config(0, 0.5), failing), call);
        // then
        assertThat(reading.text()).isEqualTo("first");
        assertThat(call.journal().decisions())
                .contains(new Decision("semantic-cache", "bypass", "the embedder gave no vector: it failed"));
        assertThat(failing.meters().count("embed_failures")).isEqualTo(1);
    }

    @Test
    void isNotKeptByTheExactCacheAbove() {
        Filter exact = Fixture.made(Fixture.config(), context);
        ScriptedUpstream below = ScriptedUpstream.of(time, Script.says("first"));
        Filter both = (call, next) -> exact.apply(call, inner -> cache.apply(inner, next));
        read(both, call(ASKED, false), below);
        read(both, call(REWORDED, false), below);

        Reading again = read(both, call(REWORDED, false), below);

        assertThat(again.headers().get("x-sluice-cache")).isEqualTo("semantic-hit");
    }

    @Test
    void switchesItselfOffWhereHitsTurnOutWrong() {
        FakePluginContext checked = context();
        Filter checking = filter(config(1, 0.05), checked);
        Filter replica = filter(config(0, 0.05), context());
        read(checking, call(ASKED, false));
        read(checking, call(REWORDED, false)); // Checked: upstream says "second" now, which is another answer.

        Reading after = read(checking, call(REWORDED, false));
        Reading elsewhere = read(replica, call(REWORDED, false));

        assertThat(after.headers().get("x-sluice-cache")).isNull();
        assertThat(elsewhere.headers().get("x-sluice-cache")).isNull();
        assertThat(checked.meters().count("checks", "result", "wrong")).isEqualTo(1);
        assertThat(checked.meters().gauged("routes_off")).isEqualTo(1);
        assertThat(told(checked).at("/routes/test/on")).hasToString("false");
        assertThat(told(checked).at("/routes/test/wrong")).hasToString("1");
    }

    @Test
    void staysOffForReplicasThatStartLater() {
        Filter checking = filter(config(1, 0.05), context());
        read(checking, call(ASKED, false));
        read(checking, call(REWORDED, false));

        Filter late = filter(config(0, 0.05), context());

        assertThat(read(late, call(REWORDED, false)).headers().get("x-sluice-cache"))
                .isNull();
    }

    @Test
    void tellsOthersOfARouteThatStoppedWhileTheStateWasAwayWhenItIsBack() {
        // given
        Filter checking = filter(config(1, 0.05), context());
        Filter replica = filter(config(0, 0.05), context());
        read(replica, call(ASKED, false));
        read(checking, call(ASKED, false));
        state.goAway();
        read(checking, call(REWORDED, false));
        // when
        state.comeBack();
        Reading elsewhere = read(replica, call(REWORDED, false));
        Reading later = read(filter(config(0, 0.05), context()), call(REWORDED, false));
        // then
        assertThat(elsewhere.headers().get("x-sluice-cache")).isNull();
        assertThat(later.headers().get("x-sluice-cache")).isNull();
    }

    @Test
    void tellsAnOperatorThatARouteGoesOnHereAlone() {
        FakePluginContext checked = context();
        Filter checking = filter(config(1, 0.05), checked);
        read(checking, call(ASKED, false));
        read(checking, call(REWORDED, false));
        state.goAway();

        Future<AdminReply> resumed =
                checked.admin().ask(HttpMethod.POST, "/semantic-cache/{route}/resume", Map.of("route", "test"), "");

        assertThat(resumed.result().status()).isEqualTo(503);
    }

    @Test
    void goesOnWhenAnOperatorLetsIt() {
        FakePluginContext checked = context();
        Filter checking = filter(config(1, 0.05), checked);
        read(checking, call(ASKED, false));
        read(checking, call(REWORDED, false));

        checked.admin().ask(HttpMethod.POST, "/semantic-cache/{route}/resume", Map.of("route", "test"), "");

        assertThat(read(checking, call(REWORDED, false)).headers().get("x-sluice-cache"))
                .isEqualTo("semantic-hit");
    }

    @Test
    void tellsAnOperatorThatItDoesNotKnowARoute() {
        FakePluginContext checked = context();
        filter(config(1, 0.05), checked);

        Future<AdminReply> resumed =
                checked.admin().ask(HttpMethod.POST, "/semantic-cache/{route}/resume", Map.of("route", "unknown"), "");

        assertThat(resumed.result().status()).isEqualTo(404);
    }

    @Test
    void staysOnWhereHitsTurnOutRight() {
        FakePluginContext checked = context();
        Filter checking = filter(config(1, 0.05), checked);
        ScriptedUpstream steady = ScriptedUpstream.of(time, Script.says("the same answer every time"));
        read(checking, call(ASKED, false), steady);

        List<Reading> hits = IntStream.range(0, 30)
                .mapToObj(i -> read(checking, call(REWORDED, false), steady))
                .toList();

        assertThat(hits)
                .allSatisfy(
                        hit -> assertThat(hit.headers().get("x-sluice-cache")).isEqualTo("semantic-hit"));
        assertThat(checked.meters().count("checks", "result", "right")).isEqualTo(30);
        steady.assertNothingLeaks();
    }

    @Test
    void countsNothingWhereAFreshAnswerCannotBeHad() {
        FakePluginContext checked = context();
        Filter checking = filter(config(1, 0.05), checked);
        ScriptedUpstream failing = ScriptedUpstream.of(time, Script.says("first"), Script.refuses());
        read(checking, call(ASKED, false), failing);

        read(checking, call(REWORDED, false), failing);

        assertThat(told(checked).at("/routes/test/checked")).hasToString("0");
    }

    @Test
    void refusesThresholdsThatContradictEachOther() {
        assertThatThrownBy(() -> new SemanticConfig(
                        0.9,
                        0.8,
                        Duration.ofHours(1),
                        10,
                        DataSize.parse("1KiB"),
                        DataSize.parse("1KiB"),
                        Set.of(),
                        0.3,
                        10,
                        0,
                        0,
                        0,
                        Duration.ofSeconds(1)))
                .hasMessageContaining("near to be at least as high as threshold");
    }

    static SemanticConfig config(double check, double error) {
        return config(check, error, 1);
    }

    private static SemanticConfig config(double check, double error, double maxTemperature) {
        return new SemanticConfig(
                0.8,
                0.96,
                Duration.ofHours(1),
                100,
                DataSize.parse("64KiB"),
                DataSize.parse("1MiB"),
                Set.of("user"),
                maxTemperature,
                1_000,
                check,
                error,
                0.75,
                Duration.ofSeconds(1));
    }

    private FakePluginContext context() {
        return new FakePluginContext(time).withState(state).withEmbedder(new FakeEmbedder());
    }

    private static Filter filter(SemanticConfig config, FakePluginContext context) {
        return new SemanticFactory().create(config, context).result();
    }

    private Reading read(Call call) {
        return read(cache, call);
    }

    private Reading read(Filter by, Call call) {
        return read(by, call, upstream);
    }

    private Reading read(Filter by, Call call, ScriptedUpstream from) {
        Future<Reading> reading = client.read(by.apply(call, from));
        time.advance(Duration.ofSeconds(10));
        call.scope().end(null);
        return reading.result();
    }

    private static Obj told(FakePluginContext context) {
        AdminReply reply = context.admin()
                .ask(HttpMethod.GET, "/semantic-cache", Map.of(), "")
                .result();
        Buffer all = Buffer.buffer();
        Sources.forEach(reply.body(), all::appendBuffer);
        return (Obj) Json.parse(all);
    }

    private static Call call(String text, boolean streamed) {
        return TestChat.call(text, streamed);
    }

    private static Call talk(String before, String text) {
        Obj turn = Json.object("role", "user", "content", before);
        Obj answer = Json.object("role", "assistant", "content", "Well.");
        Obj last = Json.object("role", "user", "content", text);
        return with(FakeCalls.chat().whole("hi"), "messages", Json.array(turn, answer, last));
    }

    private static Call with(Call call, String field, Json value) {
        return call.withJson(Objects.requireNonNull(call.json()).with(field, value));
    }
}
