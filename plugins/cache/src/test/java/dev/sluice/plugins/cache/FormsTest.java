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

    @Test
    void answersInAStreamWithWhatCameWhole() {
        fixture.read(TestChat.call("hi", false), upstream);

        Reply streamed = fixture.reply(TestChat.call("hi", true), upstream);

        assertThat(streamed.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(streamed.headers().get("content-type")).isEqualTo("text/event-stream");
        assertThat(bytes(streamed)).contains("one two").doesNotContain("usage");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void tellsTheUsageOfAStreamThatCameWholeToWhoAsksForIt() {
        fixture.read(TestChat.call("hi", false), upstream);

        Reply streamed = fixture.reply(TestChat.withUsage("hi"), upstream);

        assertThat(bytes(streamed)).contains("\"usage\":8").endsWith("data: [DONE]\n\n");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void answersWholeWithAStreamThatHasToldItsUsage() {
        ScriptedUpstream telling = ScriptedUpstream.of(fixture.time, Script.replies(FormsTest::tellingReply));
        fixture.read(TestChat.withUsage("hi"), telling);

        Reply whole = fixture.reply(TestChat.call("hi", false), telling);

        assertThat(whole.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(whole.headers().get("content-type")).isEqualTo("application/json");
        assertThat(bytes(whole)).contains("one two").contains("\"usage\":8");
        assertThat(telling.attempts()).hasSize(1);
    }

    /** Nobody knows the usage, which callers count on. */
    @Test
    void asksAgainForWhoWantsTheUsageOfAStreamThatHasToldNone() {
        fixture.read(TestChat.call("hi", true), upstream);

        Future<Reading> whole = fixture.read(TestChat.call("hi", false), upstream);
        Reply streamed = fixture.reply(TestChat.call("hi", true), upstream);

        assertThat(whole.result().text()).isEqualTo("again");
        assertThat(bytes(streamed)).contains("again");
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void leavesTheUsageOutForWhoHasNotAsked() {
        ScriptedUpstream telling = ScriptedUpstream.of(fixture.time, Script.replies(FormsTest::tellingReply));
        fixture.read(TestChat.withUsage("hi"), telling);

        Reply streamed = fixture.reply(TestChat.call("hi", true), telling);

        assertThat(bytes(streamed)).contains("one two").doesNotContain("usage");
        assertThat(telling.attempts()).hasSize(1);
    }

    @Test
    void takesOptionsThatAskForNothingForNone() {
        fixture.read(TestChat.call("hi", true), upstream);
        Call call = TestChat.call("hi", true);
        Call without = call.withJson(
                Objects.requireNonNull(call.json()).with("stream_options", Json.object("include_usage", false)));

        Reply streamed = fixture.reply(without, upstream);

        assertThat(bytes(streamed)).contains("one ");
        assertThat(upstream.attempts()).hasSize(1);
    }

    /** The provider was asked by its own config; what the client has not asked for is taken out where the reply leaves. */
    @Test
    void saysAgainThatAStreamTellsItsUsageUnasked() {
        ScriptedUpstream telling = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> tellingReply(call)
                        .withHeaders(
                                Headers.of("content-type", "text/event-stream").with("x-sluice-usage", "unasked"))));
        fixture.read(TestChat.call("hi", true), telling);

        Reply streamed = fixture.reply(TestChat.call("hi", true), telling);
        Reply whole = fixture.reply(TestChat.call("hi", false), telling);

        assertThat(streamed.headers().get("x-sluice-usage")).isEqualTo("unasked");
        assertThat(whole.headers().get("x-sluice-usage")).isNull();
        assertThat(bytes(whole)).contains("\"usage\":8");
        assertThat(telling.attempts()).hasSize(1);
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
    void hasAStreamJoinAWholeOneThatIsUnderWay() {
        Future<Reading> leader = fixture.client.read(fixture.cache.apply(TestChat.call("hi", false), upstream));
        Future<Reading> follower = fixture.client.read(fixture.cache.apply(TestChat.call("hi", true), upstream));

        fixture.time.advance(PACE.multipliedBy(10));

        assertThat(leader.result().text()).isEqualTo("one two");
        assertThat(follower.result().text()).isEqualTo("one two");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void hasAWholeOneJoinAStreamThatTellsItsUsage() {
        ScriptedUpstream telling = ScriptedUpstream.of(fixture.time, Script.replies(FormsTest::tellingReply));
        Future<Reply> leader = fixture.cache.apply(TestChat.withUsage("hi"), telling);

        Future<Reading> follower = fixture.client.read(fixture.cache.apply(TestChat.call("hi", false), telling));
        bytes(leader.result());
        fixture.time.advance(PACE);

        assertThat(follower.result().text()).isEqualTo("one two");
        assertThat(telling.attempts()).hasSize(1);
    }

    @Test
    void saysWhatALiveStreamHasNoWordForInTheOtherForm() {
        ScriptedUpstream odd = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> streamReply(
                        call,
                        ODD_STREAM.replace(
                                "data: [DONE]",
                                "data: {\"only_here\":1}\n\ndata: {\"choices\":[],\"usage\":8}\n\ndata: [DONE]"))));
        Future<Reply> leader = fixture.cache.apply(TestChat.withUsage("hi"), odd);
        Call call = TestChat.call("hi", true);
        Future<Reply> follower = fixture.cache.apply(call, odd);

        String said = bytes(follower.result());

        assertThat(said).contains("one two").doesNotContain("only_here");
        assertThat(call.journal().warnings()).containsExactly("cache: only_here: other forms have no word for it");
        assertThat(leader.succeeded()).isTrue();
        assertThat(odd.attempts()).hasSize(1);
    }

    @Test
    void asksNobodyForWhoHasLeftWhileItWaitedForAStream() {
        ScriptedUpstream slow = ScriptedUpstream.of(
                fixture.time, Script.says(List.of("one ", "two")).after(PACE).every(PACE), Script.says("again"));
        fixture.client.read(fixture.cache.apply(TestChat.withUsage("hi"), slow));
        Call follower = TestChat.call("hi", false);
        fixture.cache.apply(follower, slow);
        fixture.time.advance(PACE);

        follower.scope().end(null);
        fixture.time.advance(PACE.multipliedBy(10));

        assertThat(slow.attempts()).hasSize(1);
    }

    @Test
    void sendsWholeOnesOnceBesideAStreamThatTellsNoUsage() {
        Future<Reading> leader = fixture.client.read(fixture.cache.apply(TestChat.call("hi", true), upstream));
        Future<Reading> one = fixture.client.read(fixture.cache.apply(TestChat.call("hi", false), upstream));
        Future<Reading> other = fixture.client.read(fixture.cache.apply(TestChat.call("hi", false), upstream));

        fixture.time.advance(PACE.multipliedBy(10));

        assertThat(leader.result().text()).isEqualTo("one two");
        assertThat(one.result().text()).isEqualTo("again");
        assertThat(other.result().text()).isEqualTo("again");
        assertThat(upstream.attempts()).hasSize(2);
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

    private static Reply tellingReply(Call call) {
        return streamReply(
                call, ODD_STREAM.replace("data: [DONE]", "data: {\"choices\":[],\"usage\":8}\n\ndata: [DONE]"));
    }

    private static Reply streamReply(Call call, String stream) {
        Frames frames = Framing.sse().feed(Buffer.buffer(stream));
        Headers headers = Headers.of("content-type", "text/event-stream");
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
