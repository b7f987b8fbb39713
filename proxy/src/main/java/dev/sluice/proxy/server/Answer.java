package dev.sluice.proxy.server;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.io.Peer;
import dev.sluice.proxy.io.SocketPeer;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.upstream.Session;
import dev.sluice.proxy.upstream.StreamUsage;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one request is answered with: a reply, or an error in the client's dialect; and the account of it. */
final class Answer {

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    private static final int LEFT = 499;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Frame frame;
    private final Timers timers;
    private @Nullable ReplyWriter writer;
    private @Nullable Reply given;
    private @Nullable Outcome outcome;
    private @Nullable String error;
    private int status;
    private long headAt;
    private long overhead;
    private long bytes;
    private long chunks;
    private boolean complete;

    /**
     * What every answer of one exchange has in common.
     *
     * @param id the call's id
     * @param startedAt when it began, by {@link Timers#nanoTime}
     * @param pace how streams are written
     * @param session how long either side of a session may take for what
     */
    record Frame(String id, long startedAt, ReplyWriter.Pace pace, Relay.Bounds session) {}

    Answer(HttpServerRequest request, Frame frame, Timers timers) {
        this.request = request;
        this.response = request.response();
        this.frame = frame;
        this.timers = timers;
    }

    /** Whether the last byte was handed over: a connection that closes now has nothing to do with it. */
    boolean isComplete() {
        return complete;
    }

    /** Sends a reply; done when the last byte is handed over, or it broke off. */
    Future<Void> send(Call call, Reply reply) {
        sentTo(call, reply);
        Reply watched = StreamUsage.withoutUnasked(reply.onEnd(ended -> outcome = ended));
        head(call, watched);
        return switch (watched) {
            case Whole whole when whole.body().length() <= Slices.SIZE -> whole(whole);
            case Whole whole -> stream(call, Slices.of(whole));
            case Streamed streamed -> stream(call, streamed);
        };
    }

    /** Switches protocols, and relays until either side closes; whoever watches the reply hears of it, too. */
    Future<Void> relay(Call call, Reply reply, Session session, Peer provider, Sessions sessions) {
        sentTo(call, reply);
        head(call, reply);
        String chosen = session.subprotocol();
        if (chosen != null) {
            response.putHeader("sec-websocket-protocol", chosen);
        }
        complete = true;
        Reply watched = reply.onEnd(ended -> outcome = ended);
        Future<Void> read = watched instanceof Streamed streamed
                ? Sources.forEach(streamed.frames(), frames -> {})
                : Future.succeededFuture();
        return request.toWebSocket()
                .recover(left -> Future.failedFuture(CallError.cancelled("The client has left.")))
                .map(client -> new Relay(new SocketPeer(client), provider, session::heard, frame.session(), timers))
                .compose(relay -> sessions.run(relay).onComplete(over -> count(relay)))
                .onComplete(done -> {
                    error = done.failed() ? told(done.cause()).code() : null;
                    session.ended(done.cause(), bytes);
                })
                .transform(done -> read.transform(told -> Future.succeededFuture()));
    }

    private void count(Relay relay) {
        bytes = relay.bytes();
        chunks = relay.frames();
    }

    /** Of several that were asked, the last need not be the one that answered. */
    private void sentTo(Call call, Reply reply) {
        given = reply;
        Target from = reply.origin().target();
        if (from != null) {
            call.journal().sentTo(from);
        }
    }

    /** Sends an error, as far as one can still be sent. */
    Future<Void> refuse(@Nullable Dialect dialect, @Nullable Call call, Throwable cause) {
        CallError told = told(cause);
        error = told.code();
        if (response.headWritten() || response.closed()) {
            return cutOff(told);
        }
        status = told.status();
        response.headers().clear();
        headAt = timers.nanoTime();
        overhead = call == null ? headAt - frame.startedAt() : own(call);
        response.setStatusCode(status);
        response.putHeader("content-type", "application/json");
        response.putHeader("x-sluice-call-id", frame.id());
        told.headers().forEach(response::putHeader);
        if (told.retryAfter() != null) {
            long seconds = Math.max(1, (told.retryAfter().toMillis() + 999) / 1000);
            response.putHeader("retry-after", Long.toString(seconds));
        }
        if (call != null) {
            ReplyHead.own(frame.id(), call, overhead, response.headers());
        }
        return end(ErrorBody.of(dialect, told));
    }

    /** The client is gone: whoever is watching what it was sent is told. */
    void left() {
        status = status == 0 ? LEFT : status;
        error = "cancelled";
        if (writer != null) {
            writer.cancel();
        }
    }

    CallEnd report(@Nullable Call call, Destination destination) {
        long now = timers.nanoTime();
        ReplyWriter stream = writer;
        Dialect dialect = destination.found();
        String path = request.path() == null ? "" : request.path();
        return new CallEnd(
                frame.id(),
                call,
                new CallEnd.RequestLine(
                        request.method().name(),
                        path,
                        dialect == null ? "" : dialect.name(),
                        destination.at() == null ? "" : destination.at().name()),
                status,
                error,
                outcome,
                call == null ? List.of() : call.journal().besides(given, 0),
                new CallEnd.Timing(frame.startedAt(), headAt, now, overhead),
                stream == null ? bytes : stream.bytes(),
                stream == null ? chunks : stream.chunks());
    }

    private void head(Call call, Reply reply) {
        status = reply.status();
        headAt = timers.nanoTime();
        overhead = own(call);
        response.setStatusCode(status);
        ReplyHead.copy(reply.headers(), response.headers());
        ReplyHead.own(frame.id(), call, overhead, response.headers());
    }

    /** What it took until the head without providers; a reply that is shared may have been asked for before this call came. */
    private long own(Call call) {
        long others =
                call.journal().waited(given == null ? null : given.stopwatch()).toNanos();
        return Math.max(0, headAt - frame.startedAt() - others);
    }

    /** A reply without content may say how long one would be: to HEAD, say. */
    private Future<Void> whole(Whole whole) {
        Buffer body = whole.body();
        bytes = body.length();
        return finish(body.length() == 0 ? response.end() : response.end(body));
    }

    private Future<Void> end(Buffer body) {
        bytes = body.length();
        return finish(response.end(body));
    }

    /** The last bytes are handed over; a client that never reads them is not waited for. */
    private Future<Void> finish(Future<Void> sent) {
        complete = true;
        if (!sent.isComplete()) {
            Timers.Timer stalled = timers.after(frame.pace().patience(), () -> reset(Http2Error.CANCEL));
            sent.onComplete(done -> stalled.cancel());
        }
        return sent.onSuccess(done -> Lingering.after(request, timers));
    }

    private Future<Void> stream(Call call, Streamed streamed) {
        boolean events = isEvents(streamed);
        String length = streamed.headers().get("content-length");
        if (length != null) {
            response.putHeader("content-length", length);
        } else if (request.version() != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        }
        ReplyWriter.Pace pace = frame.pace();
        ReplyWriter.Pace own = events ? pace : new ReplyWriter.Pace(Duration.ZERO, pace.patience());
        ReplyWriter stream =
                new ReplyWriter(response, streamed.frames(), timers, own, request.version() == HttpVersion.HTTP_2);
        writer = stream;
        return stream.write().transform(done -> {
            if (done.succeeded()) {
                return finish(response.end());
            }
            return breakOff(call, streamed, done.cause());
        });
    }

    private Future<Void> breakOff(Call call, Streamed streamed, Throwable cause) {
        streamed.cancel();
        CallError told = told(cause);
        if (!response.headWritten() && told.category() != Category.CANCELLED) {
            response.setChunked(false);
            return refuse(call.dialect(), call, told);
        }
        error = told.code();
        if (!isTold(streamed) || response.closed() || told.category() == Category.CANCELLED) {
            return cutOff(told).transform(closed -> Future.failedFuture(told));
        }
        Buffer last = Buffer.buffer();
        for (Event event : call.dialect().errorEvents(call.endpoint(), told)) {
            last.appendBuffer(event.raw());
        }
        return finish(response.end(last)).transform(sent -> Future.failedFuture(told));
    }

    /** Ends a reply so that the client sees that it is not complete. */
    private Future<Void> cutOff(CallError told) {
        complete = true;
        return reset(told.category() == Category.CANCELLED ? Http2Error.CANCEL : Http2Error.INTERNAL_ERROR);
    }

    /** The stream alone, of a connection that has several. */
    private Future<Void> reset(Http2Error why) {
        return response.reset(why.code())
                .recover(notPossible -> request.connection().close());
    }

    private CallError told(Throwable cause) {
        if (cause instanceof CancellationException) {
            return CallError.of(Category.CANCELLED, "cancelled", "Nobody waits for the answer any more.");
        }
        if (cause instanceof CallError known) {
            LOG.debug("{} refused: {}", frame.id(), known.code(), known.getCause());
            return known;
        }
        LOG.error("{} failed inside Sluice", frame.id(), cause);
        return CallError.of(
                        Category.INTERNAL,
                        "internal_error",
                        "Sluice failed to handle this call. The operator finds the cause in the log under the call's id.")
                .withCause(cause);
    }

    /** Whether a comment may come between two events. */
    private static boolean isEvents(Streamed streamed) {
        return isReadable(streamed, "text/event-stream");
    }

    /** Whether the stream has a way to say that it broke. */
    private static boolean isTold(Streamed streamed) {
        return isEvents(streamed)
                || isReadable(streamed, "application/x-ndjson")
                || isReadable(streamed, "application/vnd.amazon.eventstream");
    }

    private static boolean isReadable(Streamed streamed, String expected) {
        String type = streamed.headers().get("content-type");
        return type != null && type.startsWith(expected) && !streamed.headers().contains("content-encoding");
    }
}
