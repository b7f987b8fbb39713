package dev.sluice.proxy.exchange.vertx;

import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.ListenerFailed;
import dev.sluice.proxy.exchange.ReplyHead;
import dev.sluice.proxy.exchange.ReplyListener;
import dev.sluice.proxy.exchange.Request;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.WriteStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One exchange by Vert.x's client. */
final class VertxExchange implements Exchange {

    private final HttpClientRequest request;
    private final String prefix;
    private final Set<HttpConnection> fresh;
    private final boolean onUsed;
    private @Nullable HttpClientResponse reply;
    private boolean heard;
    private boolean paused;
    private boolean sent;
    private boolean over;
    private boolean cancelled;

    VertxExchange(HttpClientRequest request, String prefix, Set<HttpConnection> fresh) {
        this.request = request;
        this.prefix = prefix;
        this.fresh = fresh;
        this.onUsed = !fresh.contains(request.connection());
    }

    @Override
    public boolean isOnUsedConnection() {
        return onUsed;
    }

    @Override
    public boolean isHeard() {
        return heard;
    }

    @Override
    public void send(Request head, Buffer body, ReplyListener listener) {
        prepare(head, listener);
        sent = true;
        if (body.length() == 0) {
            request.end();
        } else {
            request.end(body);
        }
    }

    @Override
    public WriteStream<Buffer> begin(Request head, ReplyListener listener) {
        prepare(head, listener);
        request.setChunked(!head.fields().contains("content-length"));
        request.writeHead(); // It would wait for the body's first byte.
        return new Ending<>(request, () -> sent = true);
    }

    @Override
    public void pause() {
        if (reply != null && !over) {
            paused = true;
            reply.pause();
        }
    }

    @Override
    public void resume() {
        if (reply != null && paused) {
            paused = false;
            reply.resume();
        }
    }

    /** A paused stream keeps what has come; nobody but its handler lets go of that. */
    @Override
    public void cancel() {
        if (!cancelled && !(over && sent)) {
            boolean replied = over;
            cancelled = true;
            over = true;
            request.reset(Http2Error.CANCEL.code());
            resume();
            if (replied && request.version() != HttpVersion.HTTP_2) {
                request.connection().close(); // Vert.x resets no request whose reply is there, though its body is not.
            }
        }
    }

    private void prepare(Request head, ReplyListener listener) {
        head.fields().remove("transfer-encoding"); // Vert.x's own to say, and HTTP/2 has none.
        request.setMethod(head.method()).setURI(prefix + head.uri());
        request.headers().addAll(head.fields()); // To what Vert.x has for a proxy on the way.
        request.exceptionHandler(broken -> fail(listener, broken));
        request.continueHandler(goOn -> heard = true);
        request.earlyHintsHandler(hints -> heard = true);
        request.response().onComplete(answered -> {
            if (answered.succeeded()) {
                answered(answered.result(), listener);
            } else {
                fail(listener, answered.cause());
            }
        });
    }

    private void answered(HttpClientResponse response, ReplyListener listener) {
        heard = true;
        fresh.remove(request.connection());
        if (over) {
            return;
        }
        reply = response;
        response.exceptionHandler(broken -> fail(listener, broken));
        response.handler(bytes -> tell(listener, () -> listener.onBytes(bytes)));
        response.endHandler(end -> end(listener));
        tell(listener, () -> listener.onHead(new ReplyHead(response.statusCode(), response.headers())));
        leaveOdd(response);
    }

    /**
     * Vert.x knows 100 and 103, and takes any other informational reply for the answer: what comes next is still that to this request and nobody
     * else's, where nothing but the order of replies tells whose they are.
     */
    private void leaveOdd(HttpClientResponse response) {
        if (response.statusCode() < 200 && response.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }

    private void tell(ReplyListener listener, Runnable part) {
        if (over) {
            return;
        }
        try {
            part.run();
        } catch (RuntimeException e) {
            boolean running = !over;
            cancel();
            if (running) {
                listener.onFailure(new ListenerFailed(e));
            }
            throw e; // To the context's log.
        }
    }

    private void end(ReplyListener listener) {
        if (!over) {
            over = true;
            listener.onEnd();
        }
    }

    private void fail(ReplyListener listener, Throwable cause) {
        if (!over) {
            over = true;
            listener.onFailure(cause);
        }
    }
}
