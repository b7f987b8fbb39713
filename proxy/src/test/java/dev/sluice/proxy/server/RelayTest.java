package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.proxy.io.Peer;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a session's sides may take their time for, in time that is moved by hand. */
class RelayTest {

    private static final Duration STALL = Duration.ofMinutes(1);
    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final WebSocketFrame DATA = WebSocketFrame.textFrame("{}", true);
    private static final WebSocketFrame A_PING = WebSocketFrame.pingFrame(Buffer.buffer());
    private static final WebSocketFrame A_PONG = WebSocketFrame.pongFrame(Buffer.buffer());

    private final VirtualTime time = new VirtualTime();
    private final FakePeer client = new FakePeer();
    private final FakePeer provider = new FakePeer();
    private final Relay relay =
            new Relay(client, provider, heard -> {}, new Relay.Bounds(STALL, PING, SILENCE, LONGEST), time);
    private final Future<Void> over = relay.run();

    /** Notes what is done to it. */
    private static final class FakePeer implements Peer {

        private final List<String> done = new ArrayList<>();
        private Listener relay = new Deaf();
        private boolean answers;
        private boolean full;

        @Override
        public void listen(Listener listener) {
            relay = listener;
        }

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public void write(WebSocketFrame frame) {
            done.add("write");
        }

        @Override
        public void ping() {
            done.add("ping");
            if (answers) {
                relay.heard(A_PONG);
            }
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void close(short code, @Nullable String reason) {
            done.add("close " + code);
        }

        @Override
        public void cut() {
            done.add("cut");
            relay.gone();
        }

        void drain() {
            full = false;
            relay.drained();
        }
    }

    private static final class Deaf implements Peer.Listener {

        @Override
        public void heard(WebSocketFrame frame) {}

        @Override
        public void left(short code, @Nullable String reason) {}

        @Override
        public void broke(Throwable cause) {}

        @Override
        public void drained() {}

        @Override
        public void gone() {}
    }

    private void assertFailed(Category category, String code) {
        client.relay.gone();
        provider.relay.gone();
        assertThat(over.cause()).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.category()).isEqualTo(category);
            assertThat(error.code()).isEqualTo(code);
        });
        assertThat(time.pending()).as("timers left").isZero();
    }

    @Test
    void aSilentSessionStaysOpenWhileBothSidesLive() {
        client.answers = true;
        provider.answers = true;

        time.advance(Duration.ofMinutes(90));

        assertThat(over.isComplete()).isFalse();
        assertThat(client.done).isNotEmpty().containsOnly("ping");
        assertThat(provider.done).isNotEmpty().containsOnly("ping");
    }

    @Test
    void whoSpeaksIsNotAskedForASignOfLife() {
        provider.answers = true;
        for (int i = 0; i < 20; i++) {
            client.relay.heard(DATA);
            time.advance(PING.minusSeconds(1));
        }

        assertThat(client.done).isEmpty();
        assertThat(provider.done).contains("ping");
    }

    @Test
    void aClientThatIsGoneIsNoticed() {
        provider.answers = true;

        time.advance(SILENCE.plus(PING));

        assertThat(client.done).endsWith("cut");
        assertThat(provider.done).endsWith("close 1001");
        assertFailed(Category.CANCELLED, "client_silent");
    }

    @Test
    void aProviderThatIsGoneIsNoticed() {
        client.answers = true;

        time.advance(SILENCE.plus(PING));

        assertThat(client.done).endsWith("close 1011");
        assertThat(provider.done).endsWith("cut");
        assertFailed(Category.TIMEOUT, "upstream_idle_timeout");
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() {
        client.full = true;
        provider.relay.heard(DATA);

        time.advance(STALL);

        assertThat(client.done).endsWith("cut");
        assertThat(provider.done).contains("pause").endsWith("close 1001");
        assertFailed(Category.CANCELLED, "client_stalled");
    }

    @Test
    void aProviderThatDoesNotReadIsCutOff() {
        provider.full = true;
        client.relay.heard(DATA);

        time.advance(STALL);

        assertThat(provider.done).endsWith("cut");
        assertThat(client.done).contains("pause").endsWith("close 1011");
        assertFailed(Category.TIMEOUT, "upstream_stalled");
    }

    @Test
    void aClientThatReadsSlowlyIsWaitedFor() {
        for (int i = 0; i < 10; i++) {
            client.full = true;
            provider.relay.heard(DATA);
            time.advance(STALL.minusSeconds(1));
            client.drain();
        }

        assertThat(over.isComplete()).isFalse();
        assertThat(provider.done.stream().filter(one -> !one.equals("ping")))
                .startsWith("pause", "resume", "pause", "resume")
                .hasSize(20);
    }

    /** Its pongs lie where nobody looks. */
    @Test
    void whoIsHeldBackIsNotTakenForGone() {
        client.answers = true;
        for (int i = 0; i < 10; i++) {
            client.full = true;
            provider.relay.heard(DATA);
            time.advance(STALL.minusSeconds(1));
            client.drain();
        }

        assertThat(over.isComplete()).isFalse();
        assertThat(provider.done).doesNotContain("ping");
    }

    @Test
    void aClientThatAsksForPongsAndReadsNoneIsHeldBackAndCutOff() {
        client.full = true;

        client.relay.heard(A_PING);

        assertThat(client.done).containsExactly("pause");
        time.advance(STALL);
        assertThat(client.done).endsWith("cut");
        assertFailed(Category.CANCELLED, "client_stalled");
    }

    @Test
    void aSessionHasALongestTime() {
        client.answers = true;
        provider.answers = true;

        time.advance(LONGEST);

        assertThat(client.done).endsWith("resume", "close 1008");
        assertThat(provider.done).endsWith("resume", "close 1001");
        assertFailed(Category.CANCELLED, "session_expired");
    }

    @Test
    void whoDoesNotAnswerAFarewellIsNotWaitedForForEver() {
        client.relay.left((short) 1000, "bye");

        time.advance(STALL);

        assertThat(provider.done).containsExactly("resume", "close 1000", "cut");
        assertThat(over.succeeded()).isTrue();
        assertThat(time.pending()).isZero();
    }

    @Test
    void whatComesAfterAFarewellIsDropped() {
        client.relay.left((short) 1000, "bye");

        provider.relay.heard(DATA);

        assertThat(client.done).doesNotContain("write");
    }
}
