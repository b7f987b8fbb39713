package dev.sluice.plugins.cache;

import static dev.sluice.plugins.cache.Fixture.PACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One entry answers whoever asks the same, whole or streamed. */
class FormsTest {

    private static final String ODD_WHOLE = "{ \"choices\" : [{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":\"one two\"},\"finish_reason\":\"stop\"}], \"only_whole\":1 }\n";
    private static final String ODD_STREAM =
            ": hello\n\ndata:  {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one "
                    + "two\"}}]}\n\nid: 7\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: [DONE]\n\n";

    private final Fixture fixture = new Fixture(Fixture.config());
    private final ScriptedUpstream upstream = ScriptedUpstream.of(
            fixture.time, Script.says(List.of("one ", "two")).after(PACE).every(PACE), Script.says("again"));

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersInOneFormWithWhatCameInTheOther(boolean first) {
        fixture.read(TestChat.call("hi", first), upstream);

        Future<Reading> other = fixture.read(TestChat.call("hi", !first), upstream);

        assertThat(other.result().text()).isEqualTo("one two");
        assertThat(other.result().headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(other.result().headers().get("content-type"))
                .isEqualTo(first ? "application/json" : "text/event-stream");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheBytesThatCameToWhoWantsThatForm(boolean streamed) {
        ScriptedUpstream odd = ScriptedUpstream.of(fixture.time, Script.replies(call -> oddReply(call, streamed)));
        String first = bytes(fixture.reply(TestChat.call("hi", streamed), odd));

        String second = bytes(fixture.reply(TestChat.call("hi", streamed), odd));

        assertThat(second).isEqualTo(first).isEqualTo(streamed ? ODD_STREAM : ODD_WHOLE);
        assertThat(odd.attempts()).hasSize(1);
    }

    @Test
    void saysWhatTheOtherFormHasNoWordFor() {
        ScriptedUpstream odd = ScriptedUpstream.of(fixture.time, Script.replies(call -> oddReply(call, false)));
        fixture.read(TestChat.call("hi", false), odd);
        Call call = TestChat.call("hi", true);

        fixture.read(call, odd);

        assertThat(call.journal().warnings()).containsExactly("cache: only_whole: streams have no word for it");
    }

    @Test
    void writesAStreamAnewForWhoWantsOtherLooks() {
        fixture.read(TestChat.call("hi", true), upstream);
        Call call = TestChat.call("hi", true);
        Call withUsage = call.withJson(
                Objects.requireNonNull(call.json()).with("stream_options", Json.object("include_usage", true)));

        String bytes = bytes(fixture.reply(withUsage, upstream));

        assertThat(bytes).contains("\"usage\":8").endsWith("data: [DONE]\n\n");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hasOneJoinTheOtherWhileItIsUnderWay(boolean first) {
        Future<Reading> leader = fixture.client.read(fixture.cache.apply(TestChat.call("hi", first), upstream));
        Future<Reading> follower = fixture.client.read(fixture.cache.apply(TestChat.call("hi", !first), upstream));

        fixture.time.advance(PACE.multipliedBy(10));

        assertThat(leader.result().text()).isEqualTo("one two");
        assertThat(follower.result().text()).isEqualTo("one two");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void asksAgainWhereWhatIsKeptCannotBeSaidOtherwise() {
        Buffer noChat = Json.object("finish_reason", "stop", "what", "else").toBuffer();
        ScriptedUpstream strange = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> new Whole(200, Headers.empty(), noChat, call.endpoint(), Stopwatch.STOPPED)),
                Script.says("well"));
        fixture.read(TestChat.call("hi", false), strange);

        Future<Reading> streamed = fixture.read(TestChat.call("hi", true), strange);

        assertThat(streamed.result().text()).isEqualTo("well");
    }

    @Test
    void keepsFormsApartWhereNobodyCanSayThemOtherwise() {
        fixture.read(dev.sluice.testkit.FakeCalls.chat().whole("hi"), upstream);

        Future<Reading> streamed =
                fixture.read(dev.sluice.testkit.FakeCalls.chat().streamed("hi"), upstream);

        assertThat(streamed.result().text()).isEqualTo("again");
    }

    @Test
    void speaksAtTheConfiguredPace() {
        Fixture slow = new Fixture(Fixture.config(Duration.ZERO, 1, "32MiB"));
        slow.read(TestChat.call("hi", false), ScriptedUpstream.of(slow.time, Script.says("one two three")));
        Future<Reading> reading = slow.client.read(slow.cache.apply(TestChat.call("hi", true), upstream));

        slow.time.advance(PACE);
        String afterOne = reading.result().text();
        slow.time.advance(PACE.multipliedBy(10));

        assertThat(afterOne).isEqualTo("one two");
        assertThat(reading.result().text()).isEqualTo("one two three");
        assertThat(reading.result().end()).isEqualTo(Reading.End.COMPLETED);
        assertThat(slow.time.pending()).isZero();
    }

    @Test
    void stopsToSpeakWhenTheClientLeaves() {
        Fixture slow = new Fixture(Fixture.config(Duration.ZERO, 1, "32MiB"));
        slow.read(TestChat.call("hi", true), ScriptedUpstream.of(slow.time, Script.says(List.of("one ", "two "))));
        Reply reply = slow.cache.apply(TestChat.call("hi", true), upstream).result();
        Streamed streamed = (Streamed) reply;
        streamed.frames().next();
        Future<Frames> second = streamed.frames().next();

        streamed.cancel();

        assertThat(second.failed()).isTrue();
        assertThat(streamed.frames().next().failed()).isTrue();
        assertThat(slow.time.pending()).isZero();
    }

    private static Reply oddReply(Call call, boolean streamed) {
        Headers headers = Headers.of("content-type", streamed ? "text/event-stream" : "application/json");
        if (!streamed) {
            return new Whole(200, headers, Buffer.buffer(ODD_WHOLE), call.endpoint(), Stopwatch.STOPPED);
        }
        Frames frames = Framing.sse().feed(Buffer.buffer(ODD_STREAM));
        return new Streamed(200, headers, Sources.of(List.of(frames)), call.endpoint(), Stopwatch.STOPPED);
    }

    private static String bytes(Reply reply) {
        if (reply instanceof Whole whole) {
            return whole.body().toString();
        }
        Buffer all = Buffer.buffer();
        Sources.forEach(((Streamed) reply).frames(), frames -> all.appendBuffer(frames.raw()));
        return all.toString();
    }
}
