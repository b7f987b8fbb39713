package dev.sluice.proxy.server;

import dev.sluice.proxy.io.Peer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves the frames of a session, both ways, each as fast as its reader reads, until either side leaves or something breaks. */
final class Relay {

    private final Side client;
    private final Side provider;
    private final Consumer<WebSocketFrame> heard;
    private final Promise<Void> over = Promise.promise();
    private @Nullable Ending ending;

    /**
     * Prepares.
     *
     * @param heard sees what the provider says
     */
    Relay(Peer client, Peer provider, Consumer<WebSocketFrame> heard) {
        this.client = new Side(Party.CLIENT, client);
        this.provider = new Side(Party.PROVIDER, provider);
        this.heard = heard;
    }

    /** Starts; done when both connections are closed, or failed if it did not end by a farewell of either side. */
    Future<Void> run() {
        client.peer.listen(client);
        provider.peer.listen(provider);
        return over.future();
    }

    /** The first word counts: whatever follows from the end is none. */
    private void end(Ending how) {
        if (ending == null) {
            ending = how;
            client.bid(how.client());
            provider.bid(how.provider());
        }
    }

    private void finish() {
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
        private boolean gone;

        Side(Party party, Peer peer) {
            this.party = party;
            this.peer = peer;
        }

        @Override
        public void heard(WebSocketFrame frame) {
            if (ending == null && (frame.isText() || frame.isBinary() || frame.isContinuation())) {
                if (party == Party.PROVIDER) {
                    heard.accept(frame);
                }
                other().write(frame);
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
            other().peer.resume();
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
                other().peer.pause();
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
