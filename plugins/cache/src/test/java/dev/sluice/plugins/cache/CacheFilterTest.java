package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.ClientCredentials;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFilterTest {

    private static final Duration PACE = Duration.ofSeconds(1);

    static final CacheConfig CONFIG = Fixture.config();

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);
    private final FakeClient client = FakeClient.eager(time);
    private final Filter cache = new CacheFactory().create(CONFIG, context).result();
    private final ScriptedUpstream upstream = ScriptedUpstream.of(
            time,
            Script.says(List.of("one ", "two")).after(PACE).every(PACE),
            Script.says("again"),
            Script.says("and again"));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersTheSameByteByByteFromMemory(boolean streamed) {
        Future<Reading> first = read(call("hi", streamed));
        Future<Reply> reply = ask(call("hi", streamed));
        Future<Reading> second = client.read(reply);
        time.run();

        assertThat(second.result().text()).isEqualTo(first.result().text()).isEqualTo("one two");
        assertThat(reply.result().headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(reply.result().headers().get("age")).isNotNull();
        assertThat(upstream.attempts()).hasSize(1);
    }

    /** Where the provider says who may have an answer, a hit would pass it by. */
    @Test
    void nobodyGetsWhatTheProviderHasGivenForAnothersCredentials() {
        read(shows("a"));
        read(shows("a"));

        Reading others = read(shows("b")).result();

        assertThat(others.text()).isEqualTo("again");
        assertThat(upstream.attempts()).hasSize(2);
    }

    private static Call shows(String credentials) {
        return call("hi", false).with(ClientCredentials.KEY, new ClientCredentials(credentials));
    }

    @Test
    void asksAgainWhenTheTimeIsUp() {
        read(call("hi", false));
        time.advance(Duration.ofHours(1));

        assertThat(read(call("hi", false)).result().text()).isEqualTo("again");
    }

    @Test
    void sharesOneCallAmongThoseThatComeAtOnce() {
        List<Future<Reading>> readings = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            readings.add(client.read(cache.apply(call("hi", true), upstream)));
        }

        time.advance(PACE.multipliedBy(10));

        assertThat(readings)
                .allSatisfy(reading -> assertThat(reading.result().text()).isEqualTo("one two"));
        assertThat(upstream.attempts()).hasSize(1);
    }

    /** It has missed in memory, and is told by the second tier what was there before the other call had ended. */
    @Test
    void asksNobodyForWhatWasKeptWhileTheSecondTierWasAsked() {
        Future<Reading> first = client.read(cache.apply(call("hi", false), upstream));
        context.state().lag();
        Future<Reading> second = client.read(cache.apply(call("hi", false), upstream));
        time.advance(PACE.multipliedBy(10));

        context.state().catchUp();
        time.advance(PACE.multipliedBy(10));

        assertThat(first.result().text()).isEqualTo("one two");
        assertThat(second.result().text()).isEqualTo("one two");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void goesOnForTheOthersWhenTheFirstLeaves() {
        Call leader = call("hi", true);
        client.read(cache.apply(leader, upstream));
        Future<Reading> follower = client.read(cache.apply(call("hi", true), upstream));
        time.advance(PACE);

        leader.scope().end(null);
        time.advance(PACE.multipliedBy(10));

        assertThat(follower.result().text()).isEqualTo("one two");
        assertThat(upstream.cancelled()).isEmpty();
    }

    @Test
    void neverGivesATenantWhatAnotherAskedFor() {
        read(call("hi", false));

        Future<Reading> other = read(call("hi", false).withCaller(new Caller("other", "", Map.of())));

        assertThat(other.result().text()).isEqualTo("again");
    }

    @Test
    void takesAnotherTargetForAnotherCall() {
        read(call("hi", false));

        Future<Reading> other = read(call("hi", false).withTarget(new Target("third", "model")));

        assertThat(other.result().text()).isEqualTo("again");
    }

    @Test
    void doesNotCountWhatDoesNotChangeTheAnswer() {
        read(with("user", "a"));

        assertThat(read(with("user", "b")).result().text()).isEqualTo("one two");
    }

    @Test
    void countsFieldsThatItDoesNotKnow() {
        read(with("from_the_future", "a"));

        assertThat(read(with("from_the_future", "b")).result().text()).isEqualTo("again");
    }

    @Test
    void keepsNoError() {
        ScriptedUpstream failing = ScriptedUpstream.of(time, Script.refuses(), Script.says("well"));
        Future<Reply> first = cache.apply(call("hi", false), failing);
        time.run();

        Future<Reading> second = client.read(cache.apply(call("hi", false), failing));
        time.run();

        assertThat(first.failed()).isTrue();
        assertThat(second.result().text()).isEqualTo("well");
    }

    @Test
    void keepsNoStreamThatBroke() {
        ScriptedUpstream breaking =
                ScriptedUpstream.of(time, Script.says(List.of("half ")).thenBreaks(), Script.says("whole"));
        Call first = call("hi", true);
        client.read(cache.apply(first, breaking));
        time.advance(PACE);
        first.scope().end(null);

        Future<Reading> second = client.read(cache.apply(call("hi", true), breaking));
        time.advance(PACE);

        assertThat(second.result().text()).isEqualTo("whole");
    }

    @Test
    void doesWhatCacheControlSays() {
        read(call("hi", false));

        assertThat(read(control("no-cache")).result().text()).isEqualTo("again");
        assertThat(read(call("hi", false)).result().text()).isEqualTo("again");
        assertThat(read(control("no-store")).result().text()).isEqualTo("and again");
        time.advance(Duration.ofSeconds(10));
        assertThat(read(control("max-age=60")).result().text()).isEqualTo("again");
        assertThat(read(control("max-age=5")).result().text()).isEqualTo("and again");
    }

    @Test
    void keepsNamespacesApart() {
        read(call("hi", false));
        Call apart = call("hi", false);

        Future<Reading> other =
                read(apart.withHeaders(apart.headers().with("x-sluice-cache-namespace", "experiment-7")));

        assertThat(other.result().text()).isEqualTo("again");
    }

    @Test
    void refusesANamespaceThatIsTooLong() {
        Call call = call("hi", false);
        Call wrong = call.withHeaders(call.headers().with("x-sluice-cache-namespace", "x".repeat(65)));

        assertThatThrownBy(() -> cache.apply(wrong, upstream))
                .isInstanceOf(CallError.class)
                .hasMessageContaining("at most 64 characters, found 65");
    }

    @Test
    void forgetsWhatAnOperatorPurges() {
        read(call("hi", false));

        context.admin().ask(HttpMethod.DELETE, "/cache/{tenant}", Map.of("tenant", "default"), "");
        time.run();

        assertThat(read(call("hi", false)).result().text()).isEqualTo("again");
    }

    @Test
    void passesUploadsBy() {
        Future<Reply> reply = cache.apply(FakeCalls.upload("bytes"), upstream);
        time.advance(PACE.multipliedBy(10));

        assertThat(reply.result().headers().get("x-sluice-cache")).isEqualTo("bypass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "contents", "prompt", "system", "instructions", "query", "texts", "tools"})
    void refusesToIgnoreTheQuestion(String field) {
        FakeCheckContext said = new FakeCheckContext();

        new CacheFactory().check(config(Duration.ofHours(1), Set.of("user", field)), said);

        assertThat(said.problems())
                .containsExactly("ignore: expected fields that do not change the answer, found " + field
                        + ": other questions would get this answer; leave them out of ignore");
    }

    @Test
    void refusesATimeThatNobodyKeeps() {
        assertThatThrownBy(() -> config(Duration.ZERO, Set.of())).hasMessageContaining("a ttl of more than 0s");
        assertThatThrownBy(() -> config(Duration.ofDays(31), Set.of())).hasMessageContaining("within 30 days");
    }

    @Test
    void countsHeadersThatChangeTheAnswer() {
        read(call("hi", false));
        Call call = call("hi", false);

        Future<Reading> other = read(call.withHeaders(call.headers().with("Test-Version", "2")));

        assertThat(other.result().text()).isEqualTo("again");
    }

    @Test
    void countsTheQueryWithoutTheKey() {
        read(to("?version=1&key=a"));

        assertThat(read(to("?key=b&version=1")).result().text()).isEqualTo("one two");
        assertThat(read(to("?version=2&key=a")).result().text()).isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"previous_response_id\":\"r1\"}", "{\"background\":true}", "{\"conversation\":{}}"})
    void passesRequestsByThatGoOnFromWhatAProviderKeeps(String fields) {
        assertThat(read(with(fields)).result().headers().get("x-sluice-cache")).isEqualTo("bypass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"previous_response_id\":null}", "{\"background\":false}"})
    void knowsRequestsThatGoOnFromNothing(String fields) {
        assertThat(read(with(fields)).result().headers().get("x-sluice-cache")).isEqualTo("miss");
    }

    @Test
    void takesAllLinesOfCacheControl() {
        Call call = call("hi", false);
        Headers two = call.headers().with("cache-control", "max-age=60").plus("cache-control", "no-store");

        Future<Reading> reading = read(call.withHeaders(two));

        assertThat(reading.result().headers().get("x-sluice-cache")).isEqualTo("bypass");
    }

    /** Twenty would be sent at once otherwise, when the first is slow. */
    @Test
    void sendsOneForAllWhoWaitNoLonger() {
        Duration slowness = Duration.ofMinutes(5);
        ScriptedUpstream slow = ScriptedUpstream.of(
                time, Script.says("slow").after(slowness), Script.says("second").after(PACE), Script.says("third"));
        List<Future<Reading>> readings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readings.add(client.read(cache.apply(call("hi", true), slow)));
        }

        time.advance(Duration.ofSeconds(40));

        assertThat(readings.stream().filter(Future::succeeded).count()).isEqualTo(19);
        assertThat(readings.getLast().result().text()).isEqualTo("second");
        assertThat(slow.attempts()).hasSize(2);
    }

    @Test
    void doesNotSayThatAnErrorWasAHit() {
        ScriptedUpstream failing = ScriptedUpstream.of(
                time, Script.replies(call -> call.reply(500, Buffer.buffer("{}"))), Script.says("third"));
        ScriptedUpstream late = ScriptedUpstream.of(time, Script.says("late").after(PACE));
        Future<Reply> leader =
                cache.apply(call("hi", false), call -> late.proceed(call).compose(done -> failing.proceed(call)));
        Future<Reply> follower = cache.apply(call("hi", false), failing);

        time.advance(PACE.multipliedBy(2));

        assertThat(leader.result().status()).isEqualTo(500);
        assertThat(follower.result().status()).isEqualTo(500);
        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
    }

    @Test
    void findsTheAddressOfALongRequestBesideTheLoop() {
        read(call("long ".repeat(20_000), false));

        assertThat(read(call("long ".repeat(20_000), false)).result().text()).isEqualTo("one two");
    }

    private static CacheConfig config(Duration ttl, Set<String> ignore) {
        DataSize size = DataSize.parse("1MiB");
        return new CacheConfig(ttl, 0, Duration.ZERO, size, size, ignore, Set.of(), false, 0, Duration.ofSeconds(30));
    }

    private static Call to(String query) {
        Call call = call("hi", false);
        return call.toBuilder().request(call.method(), call.uri() + query).build();
    }

    private Future<Reading> read(Call call) {
        Future<Reading> reading = client.read(cache.apply(call, upstream));
        time.advance(PACE.multipliedBy(10));
        call.scope().end(null);
        return reading;
    }

    private Future<Reply> ask(Call call) {
        Future<Reply> reply = cache.apply(call, upstream);
        time.run();
        return reply;
    }

    private static Call call(String text, boolean streamed) {
        return streamed ? FakeCalls.chat().streamed(text) : FakeCalls.chat().whole(text);
    }

    private static Call with(String field, String value) {
        Call call = call("hi", false);
        return call.withJson(Objects.requireNonNull(call.json()).with(field, Json.of(value)));
    }

    private static Call with(String fields) {
        Call call = call("hi", false);
        Obj body = Objects.requireNonNull(call.json());
        for (Member member : (Obj) Json.parse(Buffer.buffer(fields))) {
            body = body.with(member.name(), member.value());
        }
        return call.withJson(body);
    }

    private static Call control(String directive) {
        Call call = call("hi", false);
        return call.withHeaders(call.headers().with("cache-control", directive));
    }
}
