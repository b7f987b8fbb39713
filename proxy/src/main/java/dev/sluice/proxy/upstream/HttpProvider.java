package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.TimeoutSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.CancellationException;

/** A provider behind HTTP: sends a call as it came, but for the model's name and the fields that must differ. */
public final class HttpProvider implements Provider {

    /** Connections that may turn out dead, one after the other, before a call fails: a pool's ages are alike. */
    private static final int MAX_DEAD = 4;

    private final String name;
    private final String dialect;
    private final Origin origin;
    private final HeaderPolicy headers;
    private final Policy policy;
    private final HttpClients clients;
    private final Timers timers;

    /**
     * What bounds an attempt.
     *
     * @param timeouts how long to wait for what
     * @param maxReply largest reply that is taken in whole, in bytes
     * @param failures tells clients what went wrong
     */
    record Policy(TimeoutSettings timeouts, long maxReply, Failures failures) {}

    HttpProvider(
            String name,
            String dialect,
            Origin origin,
            HeaderPolicy headers,
            Policy policy,
            HttpClients clients,
            Timers timers) {
        this.name = name;
        this.dialect = dialect;
        this.origin = origin;
        this.headers = headers;
        this.policy = policy;
        this.clients = clients;
        this.timers = timers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Dialect other) {
        return other.name().equals(dialect);
    }

    @Override
    public Future<Reply> send(Call call) {
        Session session = call.operation() == Operation.REALTIME ? call.get(Session.KEY) : null;
        Future<Reply> reply = session == null ? attempt(call, MAX_DEAD) : open(call, session);
        return reply.recover(cause -> Future.failedFuture(policy.failures().of(cause)));
    }

    @Override
    public Future<Void> close() {
        return clients.close();
    }

    private Future<Reply> open(Call call, Session session) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.ssl())
                .setURI(origin.uri(ModelName.uri(call)));
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        headers.request(call, fields);
        return new SessionAttempt(call, session, timers).open(clients.sockets(), options, fields);
    }

    private Future<Reply> attempt(Call call, int replacements) {
        if (call.scope().ended()) {
            return Future.failedFuture(new CancellationException("the call has ended"));
        }
        Attempt attempt = new Attempt(call, policy, timers, clients::used);
        Future<HttpClientRequest> connected = clients.get().request(options(call));
        Future<Reply> reply = attempt.send(connected, request -> write(call, request));
        if (replacements == 0 || !call.isRepeatable()) {
            return reply;
        }
        return reply.recover(cause ->
                isDeadConnection(attempt, cause) ? attempt(call, replacements - 1) : Future.failedFuture(cause));
    }

    /** Whether a pooled connection turned out to be closed before the provider can have answered on it. */
    private boolean isDeadConnection(Attempt attempt, Throwable cause) {
        HttpClientRequest request = attempt.request();
        return request != null
                && !attempt.isAnswered()
                && Failures.isClosed(cause)
                && clients.wasPooled(request.connection());
    }

    private RequestOptions options(Call call) {
        return new RequestOptions()
                .setMethod(call.method())
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.ssl())
                .setURI(origin.uri(ModelName.uri(call)));
    }

    private Body write(Call call, HttpClientRequest request) {
        headers.request(call, request.headers());
        Body body = ModelName.body(call);
        switch (body) {
            case Body.Bytes bytes
            when bytes.bytes().length() > 0 || call.headers().contains("content-length") ->
                request.putHeader(
                        "content-length", Integer.toString(bytes.bytes().length()));
            case Body.Bytes empty -> {}
            case Body.Upload upload
            when upload.length() >= 0 -> request.putHeader("content-length", Long.toString(upload.length()));
            case Body.Upload upload -> request.setChunked(true);
        }
        return body;
    }
}
