package dev.sluice.proxy.server;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.io.Peer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketFrame;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the frames of a session, both ways, each as fast as its reader reads, until either side leaves, something breaks, or somebody has
 * taken too long. A session may rightly be silent for long, so who says nothing is asked for a sign of life, which every WebSocket gives.
 */
final class Relay {

    private static final Timers.Timer NONE = () -> {};

    private final Side client;
    private final Side provider;
    private final Consumer<WebSocketFrame> heard;
    private final Bounds bounds;
    private final Timers timers;
    private final Promise<Void> over = Promise.promise();
    private Timers.Timer pulse = NONE;
    private Timers.Timer limit = NONE;
    private @Nullable Ending ending;
    private long frames;
    private long bytes;

    /**
     * How long who may take for what.
     *
     * @param stall a side, to read what waits for it
     * @param ping a side may be silent for so long before it is asked for a sign of life; shorter than {@code silence}
     * @param silence a side may give none for so long
     * @param longest the session; zero for any time
     */
    record Bounds(Duration stall, Duration ping, Duration silence, Duration longest) {

        static Bounds of(ServerSettings settings, Duration silence) {
            Duration half = silence.dividedBy(2);
            Duration ping = settings.keepAlive();
            boolean seldom = ping.isZero() || ping.compareTo(half) > 0;
            return new Bounds(settings.writeTimeout(), seldom ? half : ping, silence, settings.maxSession());
        }
    }

    /**
     * Prepares.
     *
     * @param heard sees what the provider says
     */
    Relay(Peer client, Peer provider, Consumer<WebSocketFrame> heard, Bounds bounds, Timers timers) {
        this.bounds = bounds;
        this.timers = timers;
        this.client = new Side(Party.CLIENT, client);
        this.provider = new Side(Party.PROVIDER, provider);
        this.heard = heard;
    }

    /** Starts; done when both connections are closed, or failed if it did not end by a farewell of either side. */
    Future<Void> run() {
        pulse = timers.after(bounds.ping(), this::beat);
        if (bounds.longest().isPositive()) {
            limit = timers.after(bounds.longest(), () -> end(Ending.expired()));
        }
        client.peer.listen(client);
        provider.peer.listen(provider);
        return over.future();
    }

    /** Frames that the client was told. */
    long frames() {
        return frames;
    }

    /** Bytes in them. */
    long bytes() {
        return bytes;
    }

    /** The process ends. */
    void leave() {
        end(Ending.shuttingDown());
    }

    private void beat() {
        pulse = timers.after(bounds.ping(), this::beat);
        client.checkLife();
        provider.checkLife();
    }

    /** The first word counts: whatever follows from the end is none. */
    private void end(Ending how) {
        if (ending != null) {
            return;
        }
        ending = how;
        stopTimers();
        limit = timers.after(bounds.stall(), this::cut); // A farewell waits, too, until what was before it is read.
        client.bid(how.client());
        provider.bid(how.provider());
    }

    private void cut() {
        client.peer.cut();
        provider.peer.cut();
    }

    private void stopTimers() {
        pulse.cancel();
        limit.cancel();
        client.stalled.cancel();
        provider.stalled.cancel();
    }

    private void finish() {
        stopTimers();
        if (ending != null && ending.failure() != null) {
            over.tryFail(ending.failure());
        } else {
            over.tryComplete();
        }
    }

    /** One of the two, as the other is told of it. */
    private final class Side implements Peer.Listener {

        private final Party party;
        private final Peer peer;
        private Timers.Timer stalled = NONE;
        private long heardAt;
        private boolean full;
        private boolean held;
        private boolean gone;

        Side(Party party, Peer peer) {
            this.party = party;
            this.peer = peer;
            this.heardAt = timers.nanoTime();
        }

        @Override
        public void heard(WebSocketFrame frame) {
            heardAt = timers.nanoTime();
            if (ending != null) {
                return;
            }
            if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                if (party == Party.PROVIDER) {
                    frames++;
                    bytes += frame.binaryData().length();
                    heard.accept(frame);
                }
                other().write(frame);
            } else if (peer.isFull()) {
                holdBack(this); // Every ping of its own makes a pong wait for it.
            }
        }

        @Override
        public void left(short code, @Nullable String reason) {
            end(party.left(new Ending.Farewell(code, reason)));
        }

        @Override
        public void broke(Throwable cause) {
            end(party.broke(cause));
        }

        @Override
        public void drained() {
            full = false;
            heardAt = timers.nanoTime();
            stalled.cancel();
            client.letGo();
            provider.letGo();
        }

        @Override
        public void gone() {
            gone = true;
            if (other().gone) {
                finish();
            }
        }

        private void write(WebSocketFrame frame) {
            peer.write(frame);
            if (peer.isFull()) {
                holdBack(other());
            }
        }

        /** This side does not read: who gives it more to read has to wait. */
        private void holdBack(Side speaker) {
            speaker.held = true;
            speaker.peer.pause();
            if (!full) {
                full = true;
                stalled = timers.after(bounds.stall(), () -> end(party.stalled(bounds.stall())));
            }
        }

        private void letGo() {
            if (held) {
                held = false;
                heardAt = timers.nanoTime();
                peer.resume();
            }
        }

        /** Who is held back is not heard, and who does not read does not see a ping. */
        private void checkLife() {
            Duration silent = Duration.ofNanos(timers.nanoTime() - heardAt);
            if (held || full || ending != null) {
                return;
            }
            if (silent.compareTo(bounds.silence()) >= 0) {
                end(party.silent(bounds.silence()));
            } else if (silent.compareTo(bounds.ping()) >= 0) {
                peer.ping();
            }
        }

        private void bid(Ending.@Nullable Farewell farewell) {
            if (farewell == null) {
                peer.cut();
            } else {
                peer.resume(); // Its answer is waited for.
                peer.close(farewell.code(), farewell.reason());
            }
        }

        private Side other() {
            return party == Party.CLIENT ? provider : client;
        }
    }
}
