package dev.sluice.proxy.server;

import dev.sluice.api.plugin.Timers;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * Reads and drops the rest of a request that was answered before it was read whole.
 *
 * <p>Bytes that arrive at a closed socket make TCP reset it, and a reset takes back what the client has not read yet: the
 * very reply that says why. Many clients send all of a request before they read. Who sends on for long is cut off.
 */
final class Lingering {

    static final Duration SILENCE = Duration.ofSeconds(2);
    private static final int ROUNDS = 15;

    private final HttpServerRequest request;
    private final Timers timers;
    private int chunks;
    private int rounds;
    private Timers.Timer timer = () -> {};

    private Lingering(HttpServerRequest request, Timers timers) {
        this.request = request;
        this.timers = timers;
    }

    /** Called once the reply is sent; does nothing if nothing more can come. */
    static void after(HttpServerRequest request, Timers timers) {
        if (RequestFraming.isBroken(request)) {
            request.connection().close();
        } else if (request.version() != HttpVersion.HTTP_2 && !RequestFraming.hasNoBody(request)) {
            new Lingering(request, timers).drop();
        }
    }

    private void drop() {
        request.exceptionHandler(broken -> timer.cancel());
        request.endHandler(end -> ended());
        request.handler(chunk -> chunks++);
        request.resume();
        watch(0);
    }

    private void ended() {
        timer.cancel();
        if (RequestFraming.isBroken(request)) {
            request.connection().close();
        }
    }

    private void watch(int seen) {
        timer = timers.after(SILENCE, () -> {
            if (chunks == seen || ++rounds == ROUNDS) {
                request.connection().close();
            } else {
                watch(chunks);
            }
        });
    }
}
