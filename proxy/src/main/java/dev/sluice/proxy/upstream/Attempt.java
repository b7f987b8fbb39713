package dev.sluice.proxy.upstream;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Framing;
import dev.sluice.proxy.config.TimeoutSettings;
import dev.sluice.proxy.io.Collector;
import dev.sluice.proxy.io.Pump;
import dev.sluice.proxy.io.PushedSource;
import dev.sluice.proxy.io.Room;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider and its reply: sent once a connection is there, watched by its own timers, given up when the
 * call's scope ends.
 */
final class Attempt {

    private final Call call;
    private final TimeoutSettings timeouts;
    private final long maxReply;
    private final ReplyRoom replies;
    private final Timers timers;
    private final Failures failures;
    private final Stopwatch stopwatch;
    private final Consumer<HttpConnection> used;
    private final Promise<Reply> reply = Promise.promise();
    private @Nullable HttpClientRequest request;
    private @Nullable PushedSource chunks;
    private Timers.@Nullable Timer firstByte;
    private Timers.@Nullable Timer total;
    private boolean answered;

    /**
     * Prepares one.
     *
     * @param stopwatch since the provider was first asked: what a dead connection took is the provider's time, not ours
     * @param used is told of the connection once the provider has answered on it
     */
    Attempt(Call call, HttpProvider.Policy policy, Timers timers, Stopwatch stopwatch, Consumer<HttpConnection> used) {
        this.used = used;
        this.call = call;
        this.timeouts = policy.timeouts();
        this.maxReply = policy.maxReply();
        this.replies = policy.replies();
        this.failures = policy.failures();
        this.timers = timers;
        this.stopwatch = stopwatch;
    }

    /** Sends the request on; the future fails with whatever went wrong, not yet told in words. */
    Future<Reply> send(Future<HttpClientRequest> connected, Function<HttpClientRequest, Body> write) {
        call.scope().onEnd(this::abandon);
        if (!timeouts.total().isZero()) {
            total = timers.after(timeouts.total(), () -> giveUp(failures.late(timeouts.total())));
        }
        connected.onComplete(opened -> {
            if (opened.failed()) {
                fail(opened.cause());
            } else {
                opened(opened.result(), write);
            }
        });
        return reply.future();
    }

    /** Whether a byte of the reply has come. */
    boolean isAnswered() {
        return answered;
    }

    @Nullable HttpClientRequest request() {
        return request;
    }

    private void opened(HttpClientRequest opened, Function<HttpClientRequest, Body> write) {
        request = opened;
        if (reply.future().isComplete()) {
            opened.reset();
            return;
        }
        opened.exceptionHandler(this::fail);
        opened.response().onComplete(head -> {
            if (head.failed()) {
                fail(head.cause());
            } else {
                answered(head.result());
            }
        });
        try {
            write(opened, write.apply(opened));
        } catch (IllegalArgumentException e) {
            giveUp(failures.unsendable()); // Its message has the value of the field in it, which may be a key.
        }
    }

    private void write(HttpClientRequest opened, Body body) {
        switch (body) {
            case Body.Bytes bytes -> {
                if (bytes.bytes().length() == 0) {
                    opened.end();
                } else {
                    opened.end(bytes.bytes());
                }
                sent();
            }
            case Body.Upload upload ->
                new Pump<Buffer>(upload.bytes(), chunk -> chunk, opened)
                        .start()
                        .onSuccess(done -> {
                            opened.end();
                            sent();
                        })
                        .onFailure(this::giveUp);
        }
    }

    private void sent() {
        if (!timeouts.firstByte().isZero() && !answered && !reply.future().isComplete()) {
            firstByte = timers.after(timeouts.firstByte(), () -> giveUp(failures.late(timeouts.firstByte())));
        }
    }

    private void answered(HttpClientResponse response) {
        answered = true;
        HttpConnection connection = response.request().connection();
        cancel(firstByte);
        if (!isFinal(response.statusCode())) {
            fail(failures.notFinal(response.statusCode()));
            giveUpConnection(response, connection);
            return;
        }
        used.accept(connection);
        if (reply.future().isComplete()) {
            return;
        }
        Headers headers = HeaderPolicy.reply(response.headers());
        String type = type(headers);
        if (!hasContent(response)) {
            collect(response, withLength(headers, response));
        } else if (isStream(response, type)) {
            stream(response, headers, type);
        } else if (!isText(type) || length(response) > maxReply) {
            stream(response, withLength(headers, response), type);
        } else {
            collect(response, headers);
        }
    }

    /** What comes next is still the answer to this request and nobody else's, where nothing but the order of replies tells whose they are. */
    private void giveUpConnection(HttpClientResponse response, HttpConnection connection) {
        if (response.version() == HttpVersion.HTTP_2) {
            reset();
        } else {
            connection.close();
        }
    }

    /** Vert.x knows 100 and 103, and takes any other for the reply. */
    private static boolean isFinal(int status) {
        return status >= 200 && status < 600;
    }

    private void collect(HttpClientResponse response, Headers headers) {
        Collector collector = new Collector(maxReply);
        Room.Share room = replies.share();
        IdleWatch watch = new IdleWatch(timers, timeouts.idle(), () -> giveUp(failures.idle(timeouts.idle())));
        call.scope().onEnd(() -> {
            watch.stop();
            room.give();
        });
        response.exceptionHandler(this::fail);
        response.handler(chunk -> {
            watch.waits();
            if (reply.future().isComplete()) {
                return;
            }
            if (!room.take(chunk.length())) {
                giveUp(failures.full());
            } else if (!collector.add(chunk)) {
                giveUp(failures.tooLarge(maxReply));
            }
        });
        response.endHandler(end -> {
            watch.stop();
            cancel(total);
            reply.tryComplete(new Whole(response.statusCode(), headers, collector.bytes(), call.endpoint(), stopwatch));
        });
    }

    private void stream(HttpClientResponse response, Headers headers, String type) {
        PushedSource source = new PushedSource(response, this::reset);
        chunks = source;
        FramedSource frames = new FramedSource(source, framing(headers, type), timers, timeouts.idle(), failures);
        reply.tryComplete(new Streamed(response.statusCode(), headers, frames, call.endpoint(), stopwatch));
    }

    private Framing framing(Headers headers, String type) {
        if (headers.contains("content-encoding") || (!isStream(type) && !isOwnStream(type))) {
            return Framing.opaque();
        }
        ReplyLens lens = call.endpoint().replyLens();
        if (lens != null) {
            return lens.framing();
        }
        return type.startsWith("text/event-stream") ? Framing.sse() : Framing.opaque();
    }

    private void abandon() {
        cancel(firstByte);
        cancel(total);
        if (!reply.future().isComplete()) {
            reply.tryFail(new CancellationException("the call has ended"));
            reset();
        } else if (chunks != null) {
            chunks.cancel();
        }
    }

    /** A reply that is there already, while the request was still being sent, does not make its connection free again. */
    private void giveUp(Throwable cause) {
        if (chunks != null) {
            chunks.breakOff(cause);
        } else if (reply.future().isComplete()) {
            reset();
        } else {
            fail(cause);
            reset();
        }
    }

    private void fail(Throwable cause) {
        cancel(firstByte);
        if (reply.tryFail(cause)) {
            cancel(total);
        }
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private static String type(Headers headers) {
        String type = headers.get("content-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static long length(HttpClientResponse response) {
        String length = response.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // Streamed through: what comes is what counts.
        }
    }

    /** The length of a body that nobody has changed yet, or that a reply without content would have had. */
    private static Headers withLength(Headers headers, HttpClientResponse response) {
        String length = response.getHeader("content-length");
        return length == null ? headers : headers.with("content-length", length);
    }

    private boolean hasContent(HttpClientResponse response) {
        int status = response.statusCode();
        return !call.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
    }

    private boolean isStream(HttpClientResponse response, String type) {
        return isStream(type) || (response.statusCode() < 300 && isOwnStream(type));
    }

    /** Whether it is of a type that only this endpoint streams. */
    private boolean isOwnStream(String type) {
        ReplyLens lens = call.endpoint().replyLens();
        return call.streamed() && lens != null && lens.streamsAs(type);
    }

    private static boolean isStream(String type) {
        return type.startsWith("text/event-stream")
                || type.startsWith("application/x-ndjson")
                || type.startsWith("application/vnd.amazon.eventstream");
    }

    private static boolean isText(String type) {
        return type.startsWith("application/json")
                || type.startsWith("text/")
                || type.isEmpty()
                || type.contains("+json");
    }
}
