package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.io.Peer;
import dev.sluice.proxy.io.SocketPeer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** Opens a WebSocket to a provider for one call; it is closed when the call's scope ends. */
final class SessionAttempt {

    private static final String HANDSHAKE = "sec-websocket-";
    private static final short GOING_AWAY = 1001;

    private final Call call;
    private final Session session;
    private final Timers timers;
    private final Stopwatch stopwatch;
    private final Promise<Reply> result = Promise.promise();

    SessionAttempt(Call call, Session session, Timers timers) {
        this.call = call;
        this.session = session;
        this.timers = timers;
        this.stopwatch = Stopwatch.start(timers::nanoTime);
    }

    /**
     * Opens it.
     *
     * @param patience how long the provider may take to answer
     * @param failures tell what went wrong
     * @return the reply that says that it is open, or the provider's refusal as it came
     */
    Future<Reply> open(
            WebSocketClient client,
            WebSocketConnectOptions options,
            MultiMap headers,
            Duration patience,
            Failures failures) {
        options.setSubProtocols(Subprotocols.of(headers));
        for (String name : List.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith(HANDSHAKE) || name.equalsIgnoreCase("host")) {
                headers.remove(name);
            }
        }
        options.setHeaders(headers);
        Runnable stop = patience.isPositive()
                ? timers.after(patience, () -> result.tryFail(failures.late(patience)))::cancel
                : () -> {};
        call.scope().onEnd(() -> result.tryFail(new CancellationException("the call has ended")));
        client.connect(options).onSuccess(this::opened).onFailure(cause -> refused(cause, failures));
        return result.future().onComplete(done -> stop.run());
    }

    private void opened(WebSocket socket) {
        Peer provider = new SocketPeer(socket);
        if (result.future().isComplete()) {
            provider.close(GOING_AWAY, null); // It took too long, or nobody waits any more.
            return;
        }
        SessionFrames frames = new SessionFrames(() -> provider.close(GOING_AWAY, null));
        SessionUsage usage = new SessionUsage(call.dialect());
        call.scope().onEnd(frames::cancel);
        session.opened(new Session.Opened(provider, socket.subProtocol(), frames, usage));
        result.complete(new Streamed(Session.SWITCHED, Headers.empty(), frames, call.endpoint(), stopwatch)
                .withMetering(usage));
    }

    private void refused(Throwable cause, Failures failures) {
        if (cause instanceof UpgradeRejectedException refusal && refusal.getStatus() < 400) {
            result.tryFail(failures.unopened(refusal.getStatus()));
        } else if (cause instanceof UpgradeRejectedException refusal) {
            Buffer body = refusal.getBody() == null ? Buffer.buffer() : refusal.getBody();
            Headers fields = HeaderPolicy.reply(refusal.getHeaders());
            result.tryComplete(new Whole(refusal.getStatus(), fields, body, call.endpoint(), stopwatch));
        } else {
            result.tryFail(cause);
        }
    }
}
