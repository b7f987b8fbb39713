package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** Opens a WebSocket to a provider for one call; it is closed when the call's scope ends. */
final class SessionAttempt {

    private static final String HANDSHAKE = "sec-websocket-";
    private static final short GOING_AWAY = 1001;

    private final Call call;
    private final Session session;
    private final Stopwatch stopwatch;

    SessionAttempt(Call call, Session session, Timers timers) {
        this.call = call;
        this.session = session;
        this.stopwatch = Stopwatch.start(timers::nanoTime);
    }

    /** The reply that says that it is open, or the provider's refusal as it came. */
    Future<Reply> open(WebSocketClient client, WebSocketConnectOptions options, MultiMap headers) {
        for (String name : List.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith(HANDSHAKE) || name.equalsIgnoreCase("host")) {
                headers.remove(name);
            }
        }
        options.setHeaders(headers).setSubProtocols(protocols());
        return client.connect(options).compose(this::opened, this::refused);
    }

    private List<String> protocols() {
        return call.headers().all(HANDSHAKE + "protocol").stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Future<Reply> opened(WebSocket socket) {
        socket.pause();
        call.scope().onEnd(() -> close(socket));
        if (call.scope().ended()) {
            return Future.failedFuture(new CancellationException("the call has ended"));
        }
        session.opened(socket);
        return Future.succeededFuture(reply(Session.SWITCHED, Headers.empty(), Buffer.buffer()));
    }

    private static void close(WebSocket socket) {
        if (!socket.isClosed()) {
            socket.close(GOING_AWAY);
        }
    }

    private Future<Reply> refused(Throwable cause) {
        if (!(cause instanceof UpgradeRejectedException refusal)) {
            return Future.failedFuture(cause);
        }
        Buffer body = refusal.getBody() == null ? Buffer.buffer() : refusal.getBody();
        return Future.succeededFuture(reply(refusal.getStatus(), HeaderPolicy.reply(refusal.getHeaders()), body));
    }

    private Whole reply(int status, Headers headers, Buffer body) {
        return new Whole(status, headers, body, call.endpoint(), stopwatch);
    }
}
