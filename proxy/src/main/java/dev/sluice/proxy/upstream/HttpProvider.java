package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.TimeoutSettings;
import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.Exchanges;
import dev.sluice.proxy.exchange.Request;
import dev.sluice.proxy.io.PerLoop;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A provider behind HTTP: sends a call as it came, but for the model's name and the fields that must differ. */
public final class HttpProvider implements Provider {

    /** Connections that may turn out dead, one after the other, before a call fails: a pool's ages are alike. */
    private static final int MAX_DEAD = 4;

    private final String name;
    private final Speech speech;
    private final Way way;
    private final Policy policy;
    private final Exchanges exchanges;
    private final PerLoop<WebSocketClient> sockets;
    private final Timers timers;

    /**
     * What bounds an attempt.
     *
     * @param timeouts how long to wait for what
     * @param maxReply largest reply that is taken in whole, in bytes
     * @param replies what those of all providers share
     * @param failures tells clients what went wrong
     */
    record Policy(TimeoutSettings timeouts, long maxReply, ReplyRoom replies, Failures failures) {}

    /**
     * What the provider speaks.
     *
     * @param dialect the dialect's name
     * @param lacks names of the dialect's endpoints that it does not have
     * @param accent says translated requests as it takes them
     * @param usage whether streams are to tell their usage, asked or not
     * @param plainNames whether none of its models has a slash in its name
     */
    record Speech(
            String dialect,
            Set<String> lacks,
            BiFunction<Obj, Losses, Obj> accent,
            boolean usage,
            boolean plainNames) {}

    /**
     * How requests get there.
     *
     * @param origin where to
     * @param headers which fields go along
     * @param account what is particular about them
     */
    record Way(Origin origin, HeaderPolicy headers, Account account) {

        boolean isPlain() {
            return account.equals(Account.PLAIN);
        }
    }

    /**
     * What goes over which connections.
     *
     * @param exchanges requests and their replies
     * @param sockets realtime sessions, each over one of its own; what bounds them holds for each event loop
     */
    record Lines(Exchanges exchanges, PerLoop<WebSocketClient> sockets) {}

    HttpProvider(String name, Speech speech, Way way, Policy policy, Lines lines, Timers timers) {
        this.name = name;
        this.speech = speech;
        this.way = way;
        this.policy = policy;
        this.exchanges = lines.exchanges();
        this.sockets = lines.sockets();
        this.timers = timers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Dialect other) {
        return other.name().equals(speech.dialect());
    }

    @Override
    public boolean has(Endpoint endpoint) {
        return !speech.lacks().contains(endpoint.name());
    }

    @Override
    public boolean takes(String model) {
        return !speech.plainNames() || model.indexOf('/') < 0;
    }

    @Override
    public boolean asksClients() {
        return way.headers().passCredentials();
    }

    @Override
    public Obj adapted(Obj body, Losses losses) {
        return speech.accent().apply(body, losses);
    }

    @Override
    public Future<Reply> send(Call call) {
        try {
            way.headers().callers().check(call);
        } catch (CallError e) {
            return Future.failedFuture(e);
        }
        Call asking = speech.usage() ? StreamUsage.ask(call) : call;
        return asking == call ? sendAsItIs(call) : sendAsItIs(asking).map(StreamUsage::mark);
    }

    private Future<Reply> sendAsItIs(Call call) {
        Session session = call.operation() == Operation.REALTIME ? call.get(Session.KEY) : null;
        Future<Reply> reply = session == null ? attempt(call) : open(call, session);
        return reply.recover(cause -> Future.failedFuture(policy.failures().of(cause)));
    }

    @Override
    public Future<Void> close() {
        way.account().close();
        Stream<Future<Void>> sessions = sockets.all().stream().map(WebSocketClient::close);
        return Future.join(Stream.concat(Stream.of(exchanges.close()), sessions).toList())
                .mapEmpty();
    }

    private Future<Reply> open(Call call, Session session) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        way.headers().session(call, fields);
        Outgoing request = new Outgoing(call, way.origin(), ModelName.uri(call), fields, ModelName.body(call));
        return prepared(request).compose(prepared -> open(prepared, session));
    }

    private Future<Reply> open(Outgoing request, Session session) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAllowOriginHeader(false) // Of ours: the client's, if it has one, is among the fields.
                .setHost(way.origin().host())
                .setPort(way.origin().port())
                .setSsl(way.origin().ssl())
                .setURI(way.origin().uri(request.uri()));
        return new SessionAttempt(request.call(), session, timers)
                .open(
                        sockets.own(),
                        options,
                        request.fields(),
                        policy.timeouts().firstByte(),
                        policy.failures());
    }

    /** By the provider's account, unless the caller brings credentials that take its place. */
    private Future<Outgoing> prepared(Outgoing request) {
        return way.account().authenticates() && way.headers().callers().has(request.call())
                ? Future.succeededFuture(request)
                : way.account().prepare(request);
    }

    private Future<Reply> attempt(Call call) {
        if (call.scope().ended()) {
            return Future.failedFuture(new CancellationException("the call has ended"));
        }
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        way.headers().request(call, fields);
        Outgoing request = new Outgoing(call, way.origin(), ModelName.uri(call), fields, ModelName.body(call));
        if (way.isPlain()) {
            return attempt(request, stopwatch(), MAX_DEAD);
        }
        return prepared(request).compose(prepared -> attempt(prepared, stopwatch(), MAX_DEAD));
    }

    private Stopwatch stopwatch() {
        return Stopwatch.start(timers::nanoTime);
    }

    private Future<Reply> attempt(Outgoing request, Stopwatch stopwatch, int replacements) {
        Call call = request.call();
        if (call.scope().ended()) {
            return Future.failedFuture(new CancellationException("the call has ended"));
        }
        Attempt attempt = new Attempt(call, policy, timers, stopwatch);
        Future<Reply> reply = attempt.send(exchanges.open(attempt::isWanted), head(request), request.body());
        if (replacements == 0 || !call.isRepeatable() || reply.succeeded()) {
            return reply;
        }
        return reply.recover(cause -> isDeadConnection(attempt, cause)
                ? attempt(request, stopwatch, replacements - 1)
                : Future.failedFuture(cause));
    }

    /**
     * Whether a pooled connection turned out to be closed before the provider can have answered on it, or before it could be
     * had at all: one that closes on its way out of the pool has carried nothing of this call. So has one of HTTP/2 on which it was refused.
     */
    private static boolean isDeadConnection(Attempt attempt, Throwable cause) {
        Exchange exchange = attempt.exchange();
        if (exchange == null) {
            return cause instanceof HttpClosedException;
        }
        return !exchange.isHeard()
                && (Failures.isRefused(cause) || (Failures.isClosed(cause) && exchange.isOnUsedConnection()));
    }

    /** The head, with what frames the body. */
    private Request head(Outgoing outgoing) {
        MultiMap fields = outgoing.fields();
        switch (outgoing.body()) {
            case Body.Bytes bytes
            when bytes.bytes().length() > 0 || outgoing.call().headers().contains("content-length") ->
                fields.set("content-length", Integer.toString(bytes.bytes().length()));
            case Body.Bytes empty -> {}
            case Body.Upload upload
            when upload.length() >= 0 -> fields.set("content-length", Long.toString(upload.length()));
            case Body.Upload upload -> fields.set("transfer-encoding", "chunked");
        }
        return new Request(outgoing.call().method(), way.origin().uri(outgoing.uri()), fields);
    }
}
