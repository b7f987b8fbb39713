package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.cache.semantic.Gates;
import dev.sluice.plugins.cache.semantic.VectorIndex;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas of a semantic cache, and what each knows of the others' questions. */
class SharingTest {

    private static final int DIMENSIONS = 4;
    private static final String COMPARTMENT = "compartment";
    private static final Duration TTL = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime();
    private final FakeState state = new FakeState(time::now);
    private final Replica here = new Replica();

    /** One process. */
    private final class Replica {

        private final VectorIndex index = new VectorIndex(10_000);
        private final Sharing sharing =
                new Sharing(new FakePluginContext(time).withState(state), new Gates(), index, DIMENSIONS, TTL);

        void asked(String id) {
            sharing.add(question("acme", id));
        }

        /** What it knows when a question of the compartment comes. */
        int known() {
            Future<Void> read = sharing.read("acme", COMPARTMENT);
            time.advance(Duration.ofMillis(1));
            assertThat(read.succeeded()).isTrue();
            return index.size("acme/" + COMPARTMENT);
        }
    }

    @Test
    void tellsReplicasThatFollowTheCompartment() {
        Replica other = new Replica();
        other.known();

        here.asked("one");

        assertThat(other.index.size()).isOne();
    }

    @Test
    void readsNothingOfCompartmentsThatNobodyAskedAbout() {
        Replica other = new Replica();

        here.asked("one");

        assertThat(other.index.size()).isZero();
    }

    @Test
    void givesAllOfItToAReplicaThatStartsLater() {
        IntStream.range(0, 1_234).forEach(i -> here.asked("q" + i));

        Replica late = new Replica();

        assertThat(late.known()).isEqualTo(1_234);
    }

    @Test
    void losesNothingThatTwoReplicasAskAtTheSameMoment() {
        Replica other = new Replica();

        IntStream.range(0, 50).forEach(i -> {
            here.asked("here" + i);
            other.asked("there" + i);
        });

        assertThat(new Replica().known()).isEqualTo(100);
    }

    @Test
    void catchesUpAfterMessagesWereMissed() {
        Replica other = new Replica();
        here.asked("one");
        other.known();
        state.goAway();
        here.asked("alone");
        state.comeBack();
        logs().append("acme", COMPARTMENT, question("acme", "unheard").toBuffer(), new Logs.Kept(100, TTL));

        assertThat(other.known()).as("what came while no message could").isEqualTo(2);
    }

    @Test
    void asksAgainAfterTheStateWasAwayWhenItFirstAsked() {
        here.asked("one");
        Replica other = new Replica();
        state.goAway();
        assertThat(other.known()).isZero();

        state.comeBack();

        assertThat(other.known()).isOne();
    }

    @Test
    void takesNothingInWhoseAnswerHasExpired() {
        here.asked("old");
        time.advance(TTL.minusMillis(1));
        here.asked("new");
        time.advance(Duration.ofMillis(1));

        assertThat(new Replica().known()).isOne();
    }

    @Test
    void keepsTenantsApart() {
        here.sharing.add(question("rival", "one"));

        assertThat(new Replica().known()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}\n",
                "[]\n",
                "{\"id\":\"a\",\"text\":\"b\"}\n",
                "{\"id\":1,\"text\":\"b\",\"expires\":9}\n"
            })
    void goesOnBehindEntriesThatItCannotRead(String spoilt) {
        Buffer bytes = Buffer.buffer(spoilt).appendBytes(new byte[DIMENSIONS * Float.BYTES]);
        logs().append("acme", COMPARTMENT, bytes, new Logs.Kept(100, TTL));
        here.asked("one");

        assertThat(new Replica().known()).isOne();
    }

    private Logs logs() {
        return state.logs(new Use("semantic-cache-questions", Use.Fallback.FAIL));
    }

    private Shared question(String tenant, String id) {
        long expires = time.now().plus(TTL).toEpochMilli();
        return new Shared(tenant, COMPARTMENT, id, "What is " + id + "?", expires, new float[] {1, 0, 0, 0});
    }
}
