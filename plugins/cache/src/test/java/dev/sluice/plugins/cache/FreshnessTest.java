package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How old an answer may be, who decides that, and how it is renewed. */
class FreshnessTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Fixture fixture = new Fixture(Fixture.config(HOUR, 0, "32MiB"));
    private final ScriptedUpstream upstream = ScriptedUpstream.of(
            fixture.time, Script.says("first"), Script.says("second").after(Fixture.PACE), Script.says("third"));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesAStaleAnswerAndAsksOnceBeside(boolean streamed) {
        fixture.read(call(streamed), upstream);
        fixture.time.advance(HOUR);
        List<Future<Reading>> stale = IntStream.range(0, 20)
                .mapToObj(i -> fixture.client.read(fixture.cache.apply(call(streamed), upstream)))
                .toList();
        fixture.time.advance(Fixture.PACE.multipliedBy(10));

        Future<Reading> renewed = fixture.read(call(streamed), upstream);

        assertThat(stale)
                .allSatisfy(reading -> assertThat(reading.result().text()).isEqualTo("first"));
        assertThat(stale.getFirst().result().headers().get("age")).isEqualTo("3610");
        assertThat(renewed.result().text()).isEqualTo("second");
        assertThat(upstream.attempts()).hasSize(2);
        upstream.assertNothingLeaks();
    }

    @Test
    void asksAgainWhenTheAnswerIsTooStale() {
        fixture.read(call(false), upstream);
        fixture.time.advance(HOUR.multipliedBy(2));

        assertThat(fixture.read(call(false), upstream).result().text()).isEqualTo("second");
    }

    @Test
    void goesOnWithAStaleAnswerWhileItCannotBeRenewed() {
        ScriptedUpstream failing = ScriptedUpstream.of(fixture.time, Script.says("first"), Script.refuses());
        fixture.read(call(false), failing);
        fixture.time.advance(HOUR);

        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            texts.add(fixture.read(call(false), failing).result().text());
        }

        assertThat(texts).containsOnly("first");
        assertThat(failing.attempts()).hasSize(4);
    }

    @Test
    void takesTheOwnHeaderBeforeTheCommonOne() {
        fixture.read(call(false), upstream);

        Call browser = with(with(call(false), "cache-control", "no-cache"), "x-sluice-cache-control", "max-age=100");

        assertThat(fixture.read(browser, upstream).result().text()).isEqualTo("first");
    }

    @Test
    void asksNobodyForWhoOnlyWantsWhatIsKept() {
        Future<Reply> missing = fixture.cache.apply(with(call(false), "cache-control", "only-if-cached"), upstream);
        fixture.read(call(false), upstream);

        Future<Reading> found = fixture.read(with(call(false), "cache-control", "only-if-cached"), upstream);

        assertThat(missing.cause())
                .isInstanceOf(CallError.class)
                .hasMessageContaining("only-if-cached asks for, but there is none");
        assertThat(((CallError) missing.cause()).status()).isEqualTo(504);
        assertThat(found.result().text()).isEqualTo("first");
    }

    /** RFC 9111: of two the stricter (4.2.1), and what is too large to count is as large as can be (1.2.2). */
    @ParameterizedTest
    @CsvSource({
        "'max-age=60, max-age=5', second",
        "'max-age=5, max-age=60', second",
        "'max-age=31536000000', first",
        "'max-age=060', first",
        "'max-age=-1', second",
        "'max-age=soon', second"
    })
    void readsAges(String control, String answer) {
        fixture.read(call(false), upstream);
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(fixture.read(with(call(false), "cache-control", control), upstream)
                        .result()
                        .text())
                .isEqualTo(answer);
    }

    @Test
    void keepsNothingThatWasPurgedWhileItWasRenewed() {
        fixture.read(call(false), upstream);
        fixture.time.advance(HOUR);
        Future<Reading> stale = fixture.client.read(fixture.cache.apply(call(false), upstream));
        fixture.context.admin().ask(HttpMethod.DELETE, "/cache/{tenant}", Map.of("tenant", "default"), "");
        fixture.time.advance(Fixture.PACE.multipliedBy(10));

        assertThat(stale.result().text()).isEqualTo("first");
        assertThat(fixture.read(call(false), upstream).result().text()).isEqualTo("third");
    }

    @Test
    void forgetsWhatHasATag() {
        fixture.read(with(call(false), "x-sluice-cache-tags", "prices, de"), upstream);

        fixture.context
                .admin()
                .ask(HttpMethod.DELETE, "/cache/{tenant}/tags/{name}", Map.of("tenant", "default", "name", "de"), "");

        assertThat(fixture.read(call(false), upstream).result().text()).isEqualTo("second");
    }

    @Test
    void refusesTooManyTags() {
        String many = IntStream.range(0, 9).mapToObj(Integer::toString).collect(Collectors.joining(","));

        assertThatThrownBy(() -> fixture.cache.apply(with(call(false), "x-sluice-cache-tags", many), upstream))
                .isInstanceOf(CallError.class)
                .hasMessageContaining("at most 8 tags, found 9");
    }

    @Test
    void sendsACallItselfThatHasWaitedLongEnough() {
        ScriptedUpstream slow = ScriptedUpstream.of(
                fixture.time, Script.says("late").after(Duration.ofSeconds(50)), Script.says("soon"));
        Future<Reading> leader = fixture.client.read(fixture.cache.apply(call(false), slow));
        Future<Reading> follower = fixture.client.read(fixture.cache.apply(call(false), slow));

        fixture.time.advance(Duration.ofSeconds(30));

        assertThat(follower.result().text()).isEqualTo("soon");
        fixture.time.advance(Duration.ofSeconds(30));
        assertThat(leader.result().text()).isEqualTo("late");
        assertThat(slow.attempts()).hasSize(2);
    }

    private static Call call(boolean streamed) {
        return streamed ? FakeCalls.chat().streamed("hi") : FakeCalls.chat().whole("hi");
    }

    private static Call with(Call call, String header, String value) {
        return call.withHeaders(call.headers().with(header, value));
    }
}
