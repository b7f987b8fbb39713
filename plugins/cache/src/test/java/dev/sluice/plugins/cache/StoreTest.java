package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Whole;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Use;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries at hand and entries that replicas share; what goes wrong there costs hits and nothing else. */
class StoreTest {

    private static final String LONG = "a long answer, ".repeat(8_000);

    private final Fixture fixture = new Fixture(Fixture.config());
    private final Filter replica = fixture.replica(Fixture.config());
    private final ScriptedUpstream slow =
            ScriptedUpstream.of(fixture.time, Script.says("before").after(Fixture.PACE), Script.says("after"));
    private final ScriptedUpstream upstream =
            ScriptedUpstream.of(fixture.time, Script.says(LONG), Script.says("again"), Script.says("and again"));

    @Test
    void findsWhatAnotherReplicaHasKept() {
        fixture.read(call(), upstream);

        Future<Reading> elsewhere = fixture.read(replica, call(), upstream);

        assertThat(elsewhere.result().text()).isEqualTo(LONG);
        assertThat(elsewhere.result().headers().get("x-sluice-cache")).isEqualTo("hit");
    }

    @Test
    void answersFromWhatIsAtHandWhileTheStateIsAway() {
        fixture.read(call(), upstream);
        fixture.state.goAway();

        assertThat(fixture.read(call(), upstream).result().text()).isEqualTo(LONG);
        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cache/{tenant}", "/cache/{tenant}/routes/{name}", "/cache/{tenant}/models/{name}"})
    void forgetsOnEveryReplica(String path) {
        fixture.read(call(), upstream);
        fixture.read(replica, call(), upstream);

        String name = path.contains("routes") ? "test" : FakeCalls.MODEL;
        purge(path, Map.of("tenant", "default", "name", name));

        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    @Test
    void forgetsOneEntryOnEveryReplicaByTheKeyInTheRecord() {
        Call recorded = call();
        fixture.read(recorded, upstream);
        fixture.read(replica, call(), upstream);
        String key = recorded.journal().decisions().getFirst().reason().replace("key ", "");

        purge("/cache/{tenant}/entries/{key}", Map.of("tenant", "default", "key", key));

        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    @Test
    void tellsWhoPurgesThatTheStateIsAway() {
        fixture.state.goAway();

        Future<AdminReply> purged = purge("/cache/{tenant}", Map.of("tenant", "default"));

        assertThat(purged.result().status()).isEqualTo(503);
        assertThat(purged.result().contentType()).isEqualTo("application/json");
    }

    /** Neither at hand nor in the second tier. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotKeepWhatWasPurgedWhileItWasUnderWay(boolean elsewhere) {
        Future<Reading> underWay = fixture.client.read(fixture.cache.apply(call(), slow));
        purge("/cache/{tenant}", Map.of("tenant", "default"));
        fixture.time.advance(Fixture.PACE.multipliedBy(10));

        Future<Reading> next = fixture.read(elsewhere ? replica : fixture.cache, call(), slow);

        assertThat(underWay.result().text()).isEqualTo("before");
        assertThat(next.result().text()).isEqualTo("after");
    }

    @Test
    void keepsWhatIsUnderWayWhileAnotherIsPurged() {
        Future<Reading> underWay = fixture.client.read(fixture.cache.apply(call(), slow));
        purge("/cache/{tenant}/tags/{name}", Map.of("tenant", "default", "name", "other"));
        purge("/cache/{tenant}", Map.of("tenant", "other"));
        fixture.time.advance(Fixture.PACE.multipliedBy(10));

        assertThat(underWay.succeeded()).isTrue();
        assertThat(fixture.read(call(), slow).result().text()).isEqualTo("before");
    }

    @Test
    void hasNobodyJoinWhatWasPurgedWhileItWasUnderWay() {
        Future<Reading> underWay = fixture.client.read(fixture.cache.apply(call(), slow));
        purge("/cache/{tenant}", Map.of("tenant", "default"));

        Future<Reading> next = fixture.client.read(fixture.cache.apply(call(), slow));
        fixture.time.advance(Fixture.PACE.multipliedBy(10));

        assertThat(underWay.result().text()).isEqualTo("before");
        assertThat(next.result().text()).isEqualTo("after");
    }

    /** Between what an operator has done to the second tier and the message of it. */
    @Test
    void forgetsWhatCameToTheSecondTierBeforeItWasToldToForget() {
        fixture.read(call(), upstream);

        fixture.state
                .topic(Purges.topic("cache"))
                .publish(Json.object("tenant", "default", "tag", Purges.EVERYTHING)
                        .toBuffer());

        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    @Test
    void forgetsAllThatIsAtHandWhenItMayHaveMissedAPurge() {
        fixture.read(call(), upstream);
        fixture.read(replica, call(), upstream);
        fixture.state.goAway();
        fixture.state.comeBack();
        raw().purge("default", Purges.EVERYTHING);

        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    @Test
    void forgetsAllThatIsAtHandWhenItCannotReadWhatToForget() {
        fixture.read(call(), upstream);
        raw().purge("default", Purges.EVERYTHING);

        fixture.state.topic(Purges.topic("cache")).publish(Buffer.buffer("not for me"));

        assertThat(fixture.read(call(), upstream).result().text()).isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{\"format\":1,\"made\":1,\"streamed\":false,\"type\":\"application/json\"}\n{}",
                "{\"format\":99}\n{}",
                "{\"format\":\"two\"}\n",
                "{\"format\":3,\"made\":1e99}\n",
                "[]\n",
            })
    void takesWhatItCannotReadForNothing(String spoilt) {
        String key = new CacheKey(Fixture.config(), "").of(call(), call().json(), "");
        raw().put("default", key, Buffer.buffer(spoilt), Duration.ofHours(1));
        ScriptedUpstream asked = ScriptedUpstream.of(fixture.time, Script.says("fresh"));

        assertThat(fixture.read(call(), asked).result().text()).isEqualTo("fresh");
        assertThat(fixture.read(replica, call(), asked).result().text()).isEqualTo("fresh");
        assertThat(asked.attempts()).hasSize(1);
    }

    @Test
    void takesAnEntryForNothingOfWhichAByteHasChanged() {
        fixture.read(call(), upstream);
        String key = new CacheKey(Fixture.config(), "").of(call(), call().json(), "");
        Buffer kept = raw().get("default", key).result().copy();
        kept.setByte(kept.length() - 5, (byte) (kept.getByte(kept.length() - 5) ^ 1));
        raw().put("default", key, kept, Duration.ofHours(1));

        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    /** What says how old it is, and whose form it has, is worth as much as its words. */
    @Test
    void takesAnEntryForNothingOfWhoseHeadAByteHasChanged() {
        fixture.read(call(), upstream);
        String key = new CacheKey(Fixture.config(), "").of(call(), call().json(), "");
        Buffer kept = raw().get("default", key).result().copy();
        int digit = kept.toString(StandardCharsets.ISO_8859_1).indexOf("\"fresh\":") + 8;
        kept.setByte(digit, (byte) '9');
        raw().put("default", key, kept, Duration.ofHours(1));

        assertThat(fixture.read(replica, call(), upstream).result().text()).isEqualTo("again");
    }

    /** Somebody was looking into the second tier when it came. */
    @Test
    void doesNotGoBackToWhatIsOlder() {
        ScriptedUpstream telling = ScriptedUpstream.of(fixture.time, Script.says("old"), Script.says("new"));
        fixture.read(replica, call(), telling);
        fixture.state.lag();
        Future<Reading> looking = fixture.client.read(fixture.cache.apply(call(), telling));
        Call afresh = call();
        fixture.read(afresh.withHeaders(afresh.headers().with("cache-control", "no-cache")), telling);

        fixture.state.catchUp();
        fixture.time.advance(Fixture.PACE);

        assertThat(looking.result().text()).isEqualTo("new");
        assertThat(fixture.read(call(), telling).result().text()).isEqualTo("new");
    }

    /** It has asked nobody twice by then, and answers from what is at hand. */
    @Test
    void keepsAtHandWhatCameWhileTheStateWentAway() {
        Future<Reading> leader = fixture.client.read(fixture.cache.apply(call(), slow));
        Future<Reading> follower = fixture.client.read(fixture.cache.apply(call(), slow));
        fixture.state.goAway();
        fixture.time.advance(Fixture.PACE.multipliedBy(10));

        Future<Reading> later = fixture.read(call(), slow);

        assertThat(leader.result().text()).isEqualTo("before");
        assertThat(follower.result().text()).isEqualTo("before");
        assertThat(later.result().text()).isEqualTo("before");
    }

    @Test
    void packsWhatIsLong() {
        fixture.read(call(), upstream);

        String key = new CacheKey(Fixture.config(), "").of(call(), call().json(), "");

        assertThat(raw().get("default", key).result().length()).isLessThan(LONG.length() / 10);
    }

    @Test
    void keepsNothingLargerThanItMay() {
        ScriptedUpstream huge =
                ScriptedUpstream.of(fixture.time, Script.says("x".repeat(1 << 20)), Script.says("again"));
        fixture.read(call(), huge);

        assertThat(fixture.read(call(), huge).result().text()).isEqualTo("again");
    }

    @Test
    void keepsRepliesWithoutTheirCoding() {
        ScriptedUpstream coded = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> new Whole(
                        200,
                        Headers.of("content-type", "application/json").with("content-encoding", "gzip"),
                        gzip(whole("packed")),
                        call.endpoint(),
                        Stopwatch.STOPPED)));
        Call first = call();
        fixture.read(first.withHeaders(first.headers().with("accept-encoding", "br, gzip")), coded);

        Future<Reading> second = fixture.read(call(), coded);

        assertThat(second.result().text()).isEqualTo("packed");
        assertThat(second.result().headers().get("content-encoding")).isNull();
        assertThat(coded.attempts().getFirst().call().headers().get("accept-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void keepsNothingThatCallsATool() {
        String call = "{\"choices\":[{\"message\":{\"tool_calls\":[{}]},\"finish_reason\":\"tool_calls\"}]}";
        ScriptedUpstream acting = ScriptedUpstream.of(
                fixture.time,
                Script.replies(asked ->
                        new Whole(200, Headers.empty(), Buffer.buffer(call), asked.endpoint(), Stopwatch.STOPPED)),
                Script.says("again"));
        fixture.read(call(), acting);

        assertThat(fixture.read(call(), acting).result().text()).isEqualTo("again");
    }

    /** As vLLM and others spell every answer. */
    @Test
    void keepsWhatHasTheFieldsForToolCallsAndCallsNone() {
        String plain = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\",\"function_call\":null,"
                + "\"tool_calls\":[]},\"finish_reason\":\"stop\"}]}";
        ScriptedUpstream full = ScriptedUpstream.of(
                fixture.time,
                Script.replies(asked ->
                        new Whole(200, Headers.empty(), Buffer.buffer(plain), asked.endpoint(), Stopwatch.STOPPED)),
                Script.says("again"));
        fixture.read(call(), full);

        assertThat(fixture.read(call(), full).result().text()).isEqualTo("hi");
    }

    @Test
    void keepsNothingThatIsPrivate() {
        ScriptedUpstream discreet = ScriptedUpstream.of(
                fixture.time,
                Script.replies(asked -> new Whole(
                        200,
                        Headers.of("cache-control", "Private"),
                        Buffer.buffer(whole("psst")),
                        asked.endpoint(),
                        Stopwatch.STOPPED)),
                Script.says("again"));
        fixture.read(call(), discreet);

        assertThat(fixture.read(call(), discreet).result().text()).isEqualTo("again");
    }

    @Test
    void keepsWhatAnotherChainHasMadeApart() {
        fixture.read(call(), upstream);
        Filter changed = Fixture.made(
                Fixture.config(),
                new FakePluginContext(fixture.time).withState(fixture.state).withChain("changed"));

        assertThat(fixture.read(changed, call(), upstream).result().text()).isEqualTo("again");
    }

    @Test
    void worksWithNothingAtHand() {
        Fixture far = new Fixture(Fixture.config(Duration.ZERO, 0, "0B"));
        ScriptedUpstream once = ScriptedUpstream.of(far.time, Script.says("one"), Script.says("two"));
        far.read(call(), once);

        assertThat(far.read(call(), once).result().text()).isEqualTo("one");
    }

    private Future<AdminReply> purge(String path, Map<String, String> places) {
        return fixture.context.admin().ask(HttpMethod.DELETE, path, places, "");
    }

    private Cache raw() {
        return fixture.state.cache(new Use("cache", Use.Fallback.SKIP));
    }

    private static Call call() {
        return FakeCalls.chat().whole("hi");
    }

    private static String whole(String text) {
        return Json.object(
                        "choices",
                        Json.array(Json.object(
                                "index", 0, "message", Json.object("content", text), "finish_reason", "stop")))
                .toString();
    }

    private static Buffer gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
