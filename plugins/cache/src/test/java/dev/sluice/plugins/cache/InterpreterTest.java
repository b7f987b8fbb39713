package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Next;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.json.Json;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal calls of several dialects that come at once share one upstream call, as far as nothing is lost between them. */
class InterpreterTest {

    private static final Duration PACE = Fixture.PACE;
    private static final Duration LONG = PACE.multipliedBy(60);
    private static final ChatRequest QUESTION = Conversations.request("hi");
    private static final Finish STOP = Finish.of(Finish.Reason.STOP);
    private static final ChatPart WORDS = new ChatPart.Text("one two three");
    private static final ChatReply ANSWER = Conversations.reply(List.of(WORDS), STOP, 3);

    private final Fixture fixture = Fixture.ofDialects();

    @Property(tries = 200)
    void saysTheSameInWhicheverDialectAndForm(
            @ForAll("replies") ChatReply said,
            @ForAll Tongue first,
            @ForAll Tongue second,
            @ForAll boolean cameStreamed,
            @ForAll boolean wantedStreamed) {
        Fixture cache = Fixture.ofDialects();
        ScriptedUpstream upstream = slow(cache, said);
        Next late = late(cache, upstream);
        Future<Reply> leader = cache.cache.apply(first.call(QUESTION, cameStreamed), late);
        Call call = second.call(QUESTION, wantedStreamed);
        Future<Reply> follower = cache.cache.apply(call, late);
        leader.compose(Tongue::all);
        Future<Buffer> heard = follower.compose(Tongue::all);

        cache.time.advance(LONG);

        assertThat(how(follower)).isEqualTo("hit");
        assertThat(follower.result() instanceof Streamed).isEqualTo(wantedStreamed);
        ChatReply read = Tongue.read(call, heard.result());
        assertThat(read.choices()).isEqualTo(said.choices());
        assertThat(Objects.requireNonNull(read.usage()).output()).isEqualTo(7);
        assertThat(upstream.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Tongue.class)
    void saysEachWordAsItComes(Tongue second) {
        Tongue first = second == Tongue.CHAT ? Tongue.ANTHROPIC : Tongue.CHAT;
        Future<Reading> leader = ask(first, true, slow(fixture, ANSWER));
        Future<Reading> follower = ask(second, true, slow(fixture, ANSWER));

        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            fixture.time.advance(PACE);
            if (follower.isComplete()) {
                heard.add(leader.result().text() + "|" + follower.result().text());
            }
        }

        assertThat(heard).contains("one|one", "one two|one two", "one two three|one two three");
        assertThat(follower.result().end()).isEqualTo(Reading.End.COMPLETED);
        assertThat(fixture.time.pending()).isZero();
    }

    @Test
    void keepsOneAnswerForAllOfThem() {
        ScriptedUpstream upstream = slow(fixture, ANSWER);
        List<Future<Reading>> together = Stream.of(Tongue.values())
                .flatMap(tongue -> IntStream.range(0, 20).mapToObj(i -> ask(tongue, i % 2 == 0, upstream)))
                .toList();

        fixture.time.advance(LONG);
        Future<Reading> later = ask(Tongue.GEMINI, false, upstream);

        assertThat(together)
                .allSatisfy(reading -> assertThat(reading.result().text()).startsWith("one two three"));
        assertThat(later.result().headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void goesOnForTheOtherWhenTheFirstLeaves() {
        ScriptedUpstream upstream = slow(fixture, ANSWER);
        Call leader = Tongue.CHAT.call(QUESTION, true);
        fixture.client.read(fixture.cache.apply(leader, upstream));
        Future<Reading> follower = ask(Tongue.ANTHROPIC, true, upstream);
        fixture.time.advance(PACE.multipliedBy(2));

        leader.scope().end(null);
        fixture.time.advance(LONG);

        assertThat(follower.result().text()).isEqualTo("one two three");
        assertThat(upstream.attempts()).hasSize(1);
        assertThat(upstream.cancelled()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isGivenUpWhenTheLastHasLeft(boolean streamed) {
        ScriptedUpstream upstream = slow(fixture, ANSWER);
        Call leader = Tongue.CHAT.call(QUESTION, true);
        fixture.client.read(fixture.cache.apply(leader, upstream));
        Call follower = Tongue.ANTHROPIC.call(QUESTION, streamed);
        fixture.client.read(fixture.cache.apply(follower, upstream));
        fixture.time.advance(PACE.multipliedBy(2));

        leader.scope().end(null);
        follower.scope().end(null);
        fixture.time.advance(LONG);

        assertThat(upstream.attempts()).as("nobody is left to ask for").hasSize(1);
        assertThat(upstream.attempts().getFirst().call().scope().ended()).isTrue();
        assertThat(fixture.time.pending()).isZero();
    }

    /** Thinking comes first: who cannot have it goes before he has heard anything, and is joined by others of his dialect. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsThoseOfItsDialectOnceWhereMoreThanWordsCome(boolean streamed) {
        ChatReply thinking = Conversations.reply(List.of(new ChatPart.Reasoning("hm", "c2ln"), WORDS), STOP, 3);
        ScriptedUpstream upstream = slow(fixture, thinking, ANSWER);
        Next late = late(fixture, upstream);
        Future<Reading> leader = ask(Tongue.ANTHROPIC, true, late);
        Future<Reading> follower = ask(Tongue.CHAT, streamed, late);
        Future<Reading> another = ask(Tongue.CHAT, streamed, late);

        fixture.time.advance(LONG);

        assertThat(Stream.of(leader, follower, another)
                        .map(reading -> reading.result().headers().get("x-sluice-cache")))
                .containsExactly("miss", "miss", "hit");
        assertThat(another.result().text()).isEqualTo("one two three");
        assertThat(upstream.attempts()).hasSize(2);
    }

    /** Known at the end alone; whoever wants it whole has heard nothing of it by then. */
    @Test
    void sendsItselfWhoWantsAWholeAnswerThatLosesSomethingAtItsEnd() {
        ChatReply refused = Conversations.reply(List.of(WORDS), Finish.of(Finish.Reason.SAFETY), 3);
        ScriptedUpstream upstream = slow(fixture, refused, ANSWER);
        ask(Tongue.CHAT, true, upstream);
        Future<Reading> follower = ask(Tongue.GEMINI, false, upstream);

        fixture.time.advance(LONG);

        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void warnsWhoHasHeardTheFirstWordsOfWhatIsLostBehindThem() {
        ScriptedUpstream upstream = ScriptedUpstream.of(fixture.time, Script.replies(call -> {
            Reply reply = Tongue.slowly(call, ANSWER, fixture.time, PACE);
            return reply.onEnd(outcome -> call.journal().warn("logprobs: has no place in this dialect"));
        }));
        ask(Tongue.CHAT, true, upstream);
        Call call = Tongue.OLLAMA.call(QUESTION, true);
        Future<Reading> follower = fixture.client.read(fixture.cache.apply(call, upstream));

        fixture.time.advance(LONG);

        assertThat(follower.result().text()).isEqualTo("one two three");
        assertThat(call.journal().warnings()).containsExactly("logprobs: has no place in this dialect");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsItselfWhereTheRequestOfTheFirstHasLostSomething(boolean streamed) {
        ScriptedUpstream upstream = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> {
                    call.journal().warn("seed: has no place in this dialect and was left out");
                    return slowly(fixture, call, ANSWER);
                }),
                Script.replies(call -> Tongue.answer(call, ANSWER)));
        ask(Tongue.CHAT, streamed, upstream);

        Future<Reading> follower = ask(Tongue.COHERE, streamed, upstream);
        fixture.time.advance(LONG);

        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void sendsItselfWhereTheReplyIsPrivate() {
        ScriptedUpstream upstream = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> slowly(fixture, call, ANSWER)
                        .withHeaders(Headers.of("cache-control", "private").with("content-type", "text/event-stream"))),
                Script.replies(call -> Tongue.answer(call, ANSWER)));
        ask(Tongue.CHAT, true, upstream);

        Future<Reading> follower = ask(Tongue.OLLAMA, true, upstream);
        fixture.time.advance(LONG);

        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsNoLongerThanItsPatience(boolean streamed) {
        Duration silence = Duration.ofSeconds(50);
        ScriptedUpstream upstream = ScriptedUpstream.of(
                fixture.time,
                Script.replies(call -> Tongue.slowly(call, ANSWER, fixture.time, silence)),
                Script.replies(call -> Tongue.answer(call, ANSWER)));
        Next late = late(fixture, upstream);
        ask(Tongue.CHAT, true, late);
        Future<Reading> follower = ask(Tongue.GEMINI, streamed, late);
        Future<Reading> another = ask(Tongue.GEMINI, streamed, late);

        fixture.time.advance(Duration.ofSeconds(30).plus(PACE));

        assertThat(follower.result().text()).isEqualTo("one two three");
        assertThat(another.result().text()).isEqualTo("one two three");
        assertThat(upstream.attempts()).as("one of them is sent for both").hasSize(2);
    }

    @Test
    void sendsItselfWhereTheFirstIsAnsweredWithAnErrorInItsOwnWords() {
        ScriptedUpstream upstream = ScriptedUpstream.of(
                fixture.time,
                Script.replies(
                        call -> call.reply(400, Json.object("error", "no").toBuffer())),
                Script.replies(call -> Tongue.answer(call, ANSWER)));
        Future<Reply> leader = fixture.cache.apply(Tongue.CHAT.call(QUESTION, false), late(fixture, upstream));
        Future<Reading> follower = ask(Tongue.ANTHROPIC, false, upstream);

        fixture.time.advance(LONG);

        assertThat(leader.result().status()).isEqualTo(400);
        assertThat(follower.result().status()).isEqualTo(200);
        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
    }

    @Test
    void sharesAFailureWithAll() {
        ScriptedUpstream upstream = ScriptedUpstream.of(fixture.time, Script.refuses());
        Future<Reply> leader = fixture.cache.apply(Tongue.CHAT.call(QUESTION, false), late(fixture, upstream));
        Future<Reading> follower = ask(Tongue.ANTHROPIC, false, upstream);

        fixture.time.advance(LONG);

        assertThat(follower.cause()).isInstanceOf(CallError.class).isSameAs(leader.cause());
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void joinsNothingThatWasToBeForgotten() {
        ScriptedUpstream upstream = slow(fixture, ANSWER, ANSWER);
        ask(Tongue.CHAT, true, upstream);
        fixture.context.admin().ask(HttpMethod.DELETE, "/cache/{tenant}", Map.of("tenant", "default"), "");

        Future<Reading> follower = ask(Tongue.ANTHROPIC, true, upstream);
        fixture.time.advance(LONG);

        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
    }

    /** Nobody could tell it. */
    @Test
    void sendsItselfWhoWantsTheUsageOfAStreamThatTellsNone() {
        ScriptedUpstream upstream = slow(fixture, ANSWER, ANSWER);
        Call silent = Tongue.CHAT.call(QUESTION, true);
        fixture.cache.apply(
                silent.withJson(Objects.requireNonNull(silent.json()).without("stream_options")), upstream);

        Future<Reading> follower = ask(Tongue.ANTHROPIC, true, upstream);
        fixture.time.advance(LONG);

        assertThat(follower.result().headers().get("x-sluice-cache")).isEqualTo("miss");
    }

    @Test
    void tellsWhatTheOneReplyHasUsedAndNoCost() {
        ScriptedUpstream upstream = slow(fixture, ANSWER);
        ask(Tongue.ANTHROPIC, true, upstream);
        List<Outcome> told = new ArrayList<>();
        Call silent = Tongue.CHAT.call(QUESTION, true);
        fixture.client.read(fixture.cache
                .apply(silent.withJson(Objects.requireNonNull(silent.json()).without("stream_options")), upstream)
                .map(reply -> reply.onEnd(told::add)));

        fixture.time.advance(LONG);

        assertThat(told.getFirst().usage()).isEqualTo(Usage.of(3, 7));
        assertThat(told.getFirst().cost()).isNull();
    }

    @Test
    void renewsWhatIsStaleOnceForAllDialects() {
        Fixture stale = Fixture.ofDialects(Fixture.config(Duration.ofMinutes(10), 0, "32MiB"));
        ScriptedUpstream upstream = slow(stale, ANSWER, ANSWER, ANSWER);
        stale.read(Tongue.GEMINI.call(QUESTION, false), upstream);
        stale.time.advance(Duration.ofMinutes(65));

        stale.client.read(stale.cache.apply(Tongue.ANTHROPIC.call(QUESTION, true), upstream));
        stale.client.read(stale.cache.apply(Tongue.OLLAMA.call(QUESTION, true), upstream));

        assertThat(upstream.attempts()).hasSize(2);
    }

    @Provide
    Arbitrary<ChatReply> replies() {
        return Conversations.replies();
    }

    private Future<Reading> ask(Tongue tongue, boolean streamed, Next upstream) {
        return fixture.client.read(fixture.cache.apply(tongue.call(QUESTION, streamed), upstream));
    }

    private static String how(Future<Reply> reply) {
        return String.valueOf(reply.result().headers().get("x-sluice-cache"));
    }

    /** A provider that says a word a second. */
    private static ScriptedUpstream slow(Fixture fixture, ChatReply first, ChatReply... more) {
        return ScriptedUpstream.of(
                fixture.time,
                says(fixture, first),
                Stream.of(more).map(reply -> says(fixture, reply)).toArray(Script[]::new));
    }

    /** It has heads of replies wait, too. */
    private static Next late(Fixture fixture, ScriptedUpstream upstream) {
        return call -> Future.future(
                reply -> fixture.time.after(PACE, () -> upstream.proceed(call).onComplete(reply)));
    }

    private static Script says(Fixture fixture, ChatReply said) {
        return Script.replies(call -> slowly(fixture, call, said));
    }

    private static Reply slowly(Fixture fixture, Call call, ChatReply said) {
        return call.streamed() ? Tongue.slowly(call, said, fixture.time, PACE) : Tongue.answer(call, said);
    }
}
