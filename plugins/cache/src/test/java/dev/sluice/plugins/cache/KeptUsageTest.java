package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Metering;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever counts what calls have used is told it of hits, too, whether or not their client is. */
class KeptUsageTest {

    private static final ChatRequest QUESTION = Conversations.request("hi");
    private static final ChatReply ANSWER =
            Conversations.reply(List.of(new ChatPart.Text("one two")), Finish.of(Finish.Reason.STOP), 3);
    private static final Usage USED = new Usage(30, 70, 20, 4, 1, 5, 0, 0, 0, 0, false, "flex");

    private final Fixture fixture = Fixture.ofDialects();

    @Test
    void tellsTheUsageOfAStreamThatDoesNotTellItToItsClient() {
        fixture.read(Tongue.CHAT.call(QUESTION, false), metered(USED));

        Reply hit = fixture.reply(silent(), metered(USED));

        Outcome outcome = ended(hit);
        assertThat(outcome.usage()).isEqualTo(USED);
        assertThat(outcome.finishReason()).isEqualTo("stop");
        assertThat(outcome.cost()).as("it was paid for once").isNull();
    }

    @ParameterizedTest
    @EnumSource(Tongue.class)
    void tellsInEveryDialectWhatTheProviderHasTold(Tongue other) {
        fixture.read(Tongue.CHAT.call(QUESTION, false), metered(USED));

        Reply hit = fixture.reply(other.call(QUESTION, true), metered(USED));

        assertThat(hit.headers().get("x-sluice-cache")).isEqualTo("hit");
        assertThat(ended(hit).usage()).isEqualTo(USED);
    }

    /** As the host makes it of a stream that nobody has asked to tell. */
    @Test
    void tellsThatWhatWasKeptIsAnEstimate() {
        Usage guessed = new Usage(3, 2, 0, 0, 0, 0, 0, true);
        ChatReply untold = new ChatReply(ANSWER.id(), ANSWER.model(), null, null, ANSWER.choices(), null);
        ScriptedUpstream upstream = ScriptedUpstream.of(
                fixture.time, Script.replies(call -> Tongue.answer(call, untold).withMetering(guessing(guessed))));
        fixture.read(silent(), upstream);

        Reply hit = fixture.reply(silent(), upstream);

        assertThat(ended(hit).usage()).isEqualTo(guessed);
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void tellsReplicas() {
        Filter replica = fixture.replica(Fixture.config());
        fixture.read(Tongue.CHAT.call(QUESTION, false), metered(USED));

        Future<Reply> hit = replica.apply(silent(), metered(USED));
        fixture.time.advance(Fixture.PACE);

        assertThat(ended(hit.result()).usage()).isEqualTo(USED);
    }

    /** Its stream has left the usage out by the time that it ends; the other one has told it by then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsWhoHasJoined(boolean streamed) {
        ScriptedUpstream upstream = metered(USED);
        Future<Reply> leader = fixture.cache.apply(Tongue.CHAT.call(QUESTION, streamed), upstream);
        Future<Reply> follower = fixture.cache.apply(silent(), upstream);
        fixture.time.advance(Fixture.PACE);

        Outcome led = ended(leader.result());
        Outcome followed = ended(follower.result());

        assertThat(led.cost()).isEqualByComparingTo("0.5");
        assertThat(followed.usage()).isEqualTo(USED);
        assertThat(followed.cost()).as("it was paid for once").isNull();
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Property
    void comesBackAsItWasPacked(@ForAll("usages") @Nullable Usage usage) {
        Entry entry = entry(usage);

        assertThat(Packing.unpack(Packing.pack(entry))).contains(entry);
    }

    /** As the version before writes it, which runs beside this one while replicas are replaced. */
    @Test
    void readsWhatWasKeptWithoutUsage() {
        Buffer old = Buffer.buffer("{\"format\":5,\"made\":1000,\"fresh\":60000,"
                + "\"form\":{\"dialect\":\"d\",\"endpoint\":\"e\",\"streamed\":false,\"shape\":\"\",\"usage\":true},"
                + "\"type\":\"t\",\"tags\":[\"all\"],\"unasked\":false,\"lossless\":true,\"deflated\":false,"
                + "\"sum\":3489125738}\n{\"a\":1}");

        assertThat(Packing.unpack(old)).contains(entry(null));
    }

    @Test
    void writesWhatTheVersionBeforeReads() {
        Buffer packed = Packing.pack(entry(USED));

        assertThat(packed.toString()).startsWith("{\"format\":5,").contains("\"usage\":{\"input\":30,");
    }

    @Provide
    Arbitrary<Usage> usages() {
        Arbitrary<Long> tokens = Arbitraries.longs().between(0, Long.MAX_VALUE);
        return Combinators.combine(tokens.list().ofSize(10), Arbitraries.of(true, false), Arbitraries.of("", "batch"))
                .as((n, guessed, tier) -> new Usage(
                        n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7), n.get(8),
                        n.get(9), guessed, tier))
                .injectNull(0.1);
    }

    private static Entry entry(@Nullable Usage usage) {
        return new Entry(
                Instant.ofEpochMilli(1000),
                Duration.ofMinutes(1),
                new Form("d", "e", false, "", true),
                "t",
                Set.of("all"),
                false,
                true,
                usage,
                Buffer.buffer("{\"a\":1}"));
    }

    private static Call silent() {
        Call call = Tongue.CHAT.call(QUESTION, true);
        return call.withJson(Objects.requireNonNull(call.json()).without("stream_options"));
    }

    /** A provider that tells more than replies of the client's dialect have words for. */
    private ScriptedUpstream metered(Usage told) {
        Script says = Script.replies(call -> Tongue.answer(call, ANSWER).withMetering(telling(told)));
        return ScriptedUpstream.of(fixture.time, says, says);
    }

    private static Metering telling(Usage usage) {
        return new Costing() {
            @Override
            public @Nullable Usage told(@Nullable Usage read) {
                return usage;
            }

            @Override
            public @Nullable Usage complete(@Nullable Usage told) {
                return told;
            }
        };
    }

    private static Metering guessing(Usage usage) {
        return (Costing) told -> usage;
    }

    private interface Costing extends Metering {
        @Override
        default BigDecimal cost(Usage usage) {
            return new BigDecimal("0.50");
        }
    }

    private static Outcome ended(Reply reply) {
        List<Outcome> told = new ArrayList<>();
        Tongue.bytes(reply.onEnd(told::add));
        return told.getLast();
    }
}
