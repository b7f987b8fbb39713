package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.json.Json;
import dev.sluice.api.state.Use;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers of one dialect have paid for is there for those of every other, as far as nothing of it is lost. */
class CrossingTest {

    private static final ChatRequest QUESTION = Conversations.request("hi");
    private static final Finish STOP = Finish.of(Finish.Reason.STOP);
    private static final ChatReply ANSWER = Conversations.reply(List.of(new ChatPart.Text("one two")), STOP, 3);

    private final Fixture fixture = Fixture.ofDialects();
    private final ScriptedUpstream upstream = answering(fixture, ANSWER);

    @Property(tries = 400)
    void saysTheSameInWhicheverDialectAndForm(
            @ForAll("requests") ChatRequest asked,
            @ForAll("replies") ChatReply said,
            @ForAll Tongue paid,
            @ForAll Tongue other,
            @ForAll boolean cameStreamed,
            @ForAll boolean wantedStreamed) {
        Fixture cache = Fixture.ofDialects();
        ScriptedUpstream provider = answering(cache, said);
        cache.read(paid.call(asked, cameStreamed), provider);
        Call call = other.call(asked, wantedStreamed);

        Reply hit = cache.reply(call, provider);

        assertThat(hit.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(hit.headers().get("age")).isEqualTo("10");
        assertThat(hit instanceof Streamed).isEqualTo(wantedStreamed);
        ChatReply read = Tongue.read(call, Tongue.bytes(hit));
        assertThat(read.choices()).isEqualTo(said.choices());
        assertThat(read.model()).isIn(said.model(), "");
        assertThat(Objects.requireNonNull(read.usage()).input())
                .isEqualTo(Objects.requireNonNull(said.usage()).input());
        assertThat(provider.attempts()).hasSize(1);
    }

    static Stream<Arguments> moreThanWords() {
        ChatPart words = new ChatPart.Text("one two");
        Citation citation = new Citation("https://x.example", "X", "one", new Citation.Span(0, 3), null);
        return Stream.of(
                Arguments.of(
                        Tongue.ANTHROPIC,
                        Conversations.reply(List.of(new ChatPart.Reasoning("hm", "c2ln"), words), STOP, 3)),
                Arguments.of(
                        Tongue.ANTHROPIC,
                        Conversations.reply(List.of(new ChatPart.RedactedReasoning("c2ln"), words), STOP, 3)),
                Arguments.of(
                        Tongue.ANTHROPIC,
                        Conversations.reply(List.of(new ChatPart.Text("one two", List.of(citation))), STOP, 3)),
                Arguments.of(
                        Tongue.ANTHROPIC,
                        Conversations.reply(List.of(words), new Finish(Finish.Reason.STOP_SEQUENCE, "x"), 3)),
                Arguments.of(
                        Tongue.OLLAMA,
                        Conversations.reply(List.of(new ChatPart.Reasoning("hm", null), words), STOP, 3)),
                Arguments.of(Tongue.CHAT, Conversations.reply(List.of(words), Finish.of(Finish.Reason.LENGTH), 3)),
                Arguments.of(Tongue.CHAT, Conversations.reply(List.of(new ChatPart.Refusal("no")), STOP, 3)));
    }

    @ParameterizedTest
    @MethodSource("moreThanWords")
    void keepsWhatIsMoreThanWordsForThoseOfItsDialect(Tongue paid, ChatReply said) {
        ScriptedUpstream provider = answering(fixture, said);
        fixture.read(paid.call(QUESTION, false), provider);

        Reply asked = ask(Tongue.GEMINI, provider);
        Reply again = ask(Tongue.GEMINI, provider);
        Reply own = ask(paid, provider);

        assertThat(how(asked)).isEqualTo("miss");
        assertThat(how(again)).isEqualTo("hit");
        assertThat(how(own)).isEqualTo("hit");
        assertThat(provider.attempts()).hasSize(2);
    }

    /** What was lost between the provider and the first caller, the second would miss. */
    @Test
    void keepsWhatLostSomethingForThoseOfItsDialect() {
        ScriptedUpstream lossy = ScriptedUpstream.of(fixture.time, Script.replies(call -> {
            call.journal().warn("seed: has no place in this dialect and was left out");
            return Tongue.answer(call, ANSWER);
        }));
        fixture.read(Tongue.CHAT.call(QUESTION, false), lossy);

        assertThat(how(ask(Tongue.CHAT, lossy))).isEqualTo("hit");
        assertThat(how(ask(Tongue.ANTHROPIC, lossy))).isEqualTo("miss");
    }

    @Test
    void keepsWhatIsAskedOfOneDialectAloneApart() {
        Call own = Tongue.RESPONSES.call(QUESTION, false);
        Call stored = own.withJson(Objects.requireNonNull(own.json()).without("store"));
        fixture.read(Tongue.CHAT.call(QUESTION, false), upstream);

        Reply reply = fixture.reply(stored, upstream);

        assertThat(how(reply)).as("its client may name the answer by its id").isEqualTo("miss");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksTheProviderForWhoWantsTheUsageOfAStreamThatHasToldNone(boolean streamed) {
        Call silent = Tongue.CHAT.call(QUESTION, true);
        Call call = silent.withJson(Objects.requireNonNull(silent.json()).without("stream_options"));
        ChatReply untold = new ChatReply(ANSWER.id(), ANSWER.model(), null, null, ANSWER.choices(), null);
        fixture.read(call, answering(fixture, untold));

        Reply asked = fixture.reply(Tongue.ANTHROPIC.call(QUESTION, streamed), upstream);
        Tongue.bytes(asked);
        Reply hit = fixture.reply(call, upstream);

        assertThat(how(asked)).isEqualTo("miss");
        assertThat(how(hit)).isEqualTo("hit");
        assertThat(Tongue.bytes(hit).toString()).contains("one two").doesNotContain("usage");
    }

    @Test
    void isSharedByReplicas() {
        Filter replica = fixture.replica(Fixture.config());
        fixture.read(Tongue.BEDROCK.call(QUESTION, true), upstream);
        Call call = Tongue.COHERE.call(QUESTION, true);

        Future<Reply> reply = replica.apply(call, upstream);
        fixture.time.advance(Fixture.PACE);

        assertThat(how(reply.result())).isEqualTo("hit");
        assertThat(Tongue.read(call, Tongue.bytes(reply.result())).choices()).isEqualTo(ANSWER.choices());
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void isForgottenForAllAtOnce() {
        fixture.read(Tongue.CHAT.call(QUESTION, false), upstream);
        Call asked = Tongue.ANTHROPIC.call(QUESTION, false);
        fixture.read(asked, upstream);
        String key = asked.journal().decisions().getLast().reason().replace("key ", "");

        fixture.state.cache(new Use("cache", Use.Fallback.SKIP)).remove("default", key);
        fixture.state
                .topic(Purges.topic("cache"))
                .publish(Json.object("tenant", "default", "key", key).toBuffer());

        assertThat(how(ask(Tongue.ANTHROPIC, upstream))).isEqualTo("miss");
        assertThat(how(ask(Tongue.CHAT, upstream))).isEqualTo("hit");
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void givesWhatIsStaleAndAsksAnewBeside() {
        Fixture stale = Fixture.ofDialects(Fixture.config(Duration.ofMinutes(10), 0, "32MiB"));
        ScriptedUpstream provider = answering(stale, ANSWER);
        stale.read(Tongue.GEMINI.call(QUESTION, false), provider);
        stale.time.advance(Duration.ofMinutes(65));

        Future<Reading> given = stale.read(Tongue.ANTHROPIC.call(QUESTION, false), provider);

        assertThat(given.result().headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(given.result().headers().get("age")).isEqualTo("3910");
        assertThat(provider.attempts()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Tongue.class)
    void speaksAtTheConfiguredPace(Tongue other) {
        Fixture paced = Fixture.ofDialects(Fixture.config(Duration.ZERO, 1, "32MiB"));
        paced.read(Tongue.CHAT.call(QUESTION, false), answering(paced, ANSWER));
        Future<Reading> reading =
                paced.client.read(paced.cache.apply(other.call(QUESTION, true), answering(paced, ANSWER)));

        paced.time.advance(Fixture.PACE);
        boolean early = reading.isComplete() && reading.result().end() == Reading.End.COMPLETED;
        paced.time.advance(Fixture.PACE.multipliedBy(30));

        assertThat(early).isFalse();
        assertThat(reading.result().end()).isEqualTo(Reading.End.COMPLETED);
        assertThat(paced.time.pending()).isZero();
    }

    /** Beside the event loop. */
    @Test
    void saysLongAnswersToo() {
        String letter = "lorem ipsum ".repeat(20_000);
        ChatReply said = Conversations.reply(List.of(new ChatPart.Text(letter)), STOP, 3);
        ScriptedUpstream provider = answering(fixture, said);
        fixture.read(Tongue.CHAT.call(QUESTION, true), provider);
        Call call = Tongue.ANTHROPIC.call(QUESTION, true);

        Reply hit = fixture.reply(call, provider);

        assertThat(how(hit)).isEqualTo("hit");
        assertThat(Tongue.read(call, Tongue.bytes(hit)).choices()).isEqualTo(said.choices());
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return Conversations.requests();
    }

    @Provide
    Arbitrary<ChatReply> replies() {
        return Conversations.replies();
    }

    private Reply ask(Tongue asks, ScriptedUpstream provider) {
        Call call = asks.call(QUESTION, false);
        Reply reply = fixture.reply(call, provider);
        call.scope().end(null);
        return reply;
    }

    private static String how(Reply reply) {
        return String.valueOf(reply.headers().get("x-sluice-cache"));
    }

    private static ScriptedUpstream answering(Fixture fixture, ChatReply said) {
        Script says = Script.replies(call -> Tongue.answer(call, said));
        return ScriptedUpstream.of(fixture.time, says, says, says, says);
    }
}
