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
import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.ReplyHead;
import dev.sluice.proxy.exchange.ReplyListener;
import dev.sluice.proxy.exchange.Request;
import dev.sluice.proxy.io.Collector;
import dev.sluice.proxy.io.Pump;
import dev.sluice.proxy.io.Room;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.WriteStream;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider and its reply: sent once a connection is there, watched by its own timers, given up when the
 * call's scope ends.
 */
final class Attempt implements ReplyListener {

    private final Call call;
    private final TimeoutSettings timeouts;
    private final long maxReply;
    private final ReplyRoom replies;
    private final Timers timers;
    private final Failures failures;
    private final Stopwatch stopwatch;
    private final Promise<Reply> reply = Promise.promise();
    private @Nullable Exchange exchange;
    private @Nullable Collecting whole;
    private @Nullable FramedSource chunks;
    private Timers.@Nullable Timer firstByte;
    private Timers.@Nullable Timer total;
    private boolean answered;

    /**
     * A reply that is taken in whole.
     *
     * @param status of it
     * @param headers of it
     * @param bytes that have come
     * @param room that they take
     * @param watch for the next
     */
    private record Collecting(int status, Headers headers, Collector bytes, Room.Share room, IdleWatch watch) {}

    /**
     * Prepares one.
     *
     * @param stopwatch since the provider was first asked: what a dead connection took is the provider's time, not ours
     */
    Attempt(Call call, HttpProvider.Policy policy, Timers timers, Stopwatch stopwatch) {
        this.call = call;
        this.timeouts = policy.timeouts();
        this.maxReply = policy.maxReply();
        this.replies = policy.replies();
        this.failures = policy.failures();
        this.timers = timers;
        this.stopwatch = stopwatch;
    }

    /** Sends the request on; the future fails with whatever went wrong, not yet told in words. */
    Future<Reply> send(Future<Exchange> connected, Request request, Body body) {
        call.scope().onEnd(this::abandon);
        if (!timeouts.total().isZero()) {
            total = timers.after(timeouts.total(), () -> giveUp(failures.late(timeouts.total())));
        }
        if (connected.succeeded()) {
            opened(connected.result(), request, body);
        } else {
            connected.onSuccess(opened -> opened(opened, request, body)).onFailure(this::onFailure);
        }
        return reply.future();
    }

    /** Whether somebody still waits for the reply to begin. */
    boolean isWanted() {
        return !reply.future().isComplete();
    }

    /** What it is sent over, once there is a connection. */
    @Nullable Exchange exchange() {
        return exchange;
    }

    private void opened(Exchange opened, Request request, Body body) {
        exchange = opened;
        if (!isWanted()) {
            opened.cancel();
            return;
        }
        try {
            write(opened, request, body);
        } catch (IllegalArgumentException e) {
            giveUp(failures.unsendable()); // What is wrong may stand in a key.
        }
    }

    private void write(Exchange opened, Request request, Body body) {
        switch (body) {
            case Body.Bytes bytes -> {
                opened.send(request, bytes.bytes(), this);
                sent();
            }
            case Body.Upload upload -> {
                WriteStream<Buffer> sink = opened.begin(request, this);
                new Pump<Buffer>(Announced.of(upload, failures), chunk -> chunk, sink)
                        .start()
                        .onSuccess(done -> {
                            sink.end();
                            sent();
                        })
                        .onFailure(this::giveUp);
            }
        }
    }

    private void sent() {
        if (!timeouts.firstByte().isZero() && !answered && isWanted()) {
            firstByte = timers.after(timeouts.firstByte(), () -> giveUp(failures.late(timeouts.firstByte())));
        }
    }

    @Override
    public void onHead(ReplyHead head) {
        answered = true;
        cancel(firstByte);
        if (!isFinal(head.status())) {
            giveUp(failures.notFinal(head.status()));
            return;
        }
        if (!isWanted()) {
            return;
        }
        Headers headers = HeaderPolicy.reply(head.fields());
        String type = type(headers);
        if (!hasContent(head)) {
            collect(head, withLength(headers, head));
        } else if (isStream(head, type)) {
            stream(head, headers, type);
        } else if (!isText(type) || length(head) > maxReply) {
            stream(head, withLength(headers, head), type);
        } else {
            collect(head, headers);
        }
    }

    @Override
    public void onBytes(Buffer bytes) {
        if (chunks != null) {
            chunks.arrived(bytes);
        } else if (whole != null && isWanted()) {
            collected(whole, bytes);
        }
    }

    @Override
    public void onEnd() {
        if (chunks != null) {
            chunks.ended();
        } else if (whole != null) {
            whole.watch().stop();
            cancel(total);
            reply.tryComplete(
                    new Whole(whole.status(), whole.headers(), whole.bytes().bytes(), call.endpoint(), stopwatch));
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        if (chunks != null) {
            chunks.failed(cause);
        } else {
            fail(cause);
        }
    }

    /** Any other is no answer: informational, a switch of protocols that nobody asked for, or none at all. */
    private static boolean isFinal(int status) {
        return status >= 200 && status < 600;
    }

    private void collect(ReplyHead head, Headers headers) {
        Room.Share room = replies.share();
        IdleWatch watch = new IdleWatch(timers, timeouts.idle(), () -> giveUp(failures.idle(timeouts.idle())));
        call.scope().onEnd(() -> {
            watch.stop();
            room.give();
        });
        whole = new Collecting(head.status(), headers, new Collector(maxReply), room, watch);
    }

    private void collected(Collecting to, Buffer chunk) {
        to.watch().waits();
        if (!to.room().take(chunk.length())) {
            giveUp(failures.full());
        } else if (!to.bytes().add(chunk)) {
            giveUp(failures.tooLarge(maxReply));
        }
    }

    private void stream(ReplyHead head, Headers headers, String type) {
        Exchange source = exchange;
        if (source != null) {
            FramedSource frames = new FramedSource(source, framing(headers, type), timers, timeouts.idle(), failures);
            chunks = frames;
            reply.tryComplete(new Streamed(head.status(), headers, frames, call.endpoint(), stopwatch));
        }
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
        if (isWanted()) {
            reply.tryFail(new CancellationException("the call has ended"));
        } else if (chunks != null) {
            chunks.cancel();
        }
        reset();
    }

    private void giveUp(Throwable cause) {
        if (chunks != null) {
            chunks.breakOff(cause);
        } else {
            fail(cause);
        }
        reset();
    }

    private void fail(Throwable cause) {
        cancel(firstByte);
        if (reply.tryFail(cause)) {
            cancel(total);
        }
    }

    /** Whatever of it is still under way: a reply that is complete before its request does not make the connection free again. */
    private void reset() {
        if (exchange != null) {
            exchange.cancel();
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

    private static long length(ReplyHead head) {
        String length = head.fields().get("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // Streamed through: what comes is what counts.
        }
    }

    /** The length of a body that nobody has changed yet, or that a reply without content would have had. */
    private static Headers withLength(Headers headers, ReplyHead head) {
        String length = head.fields().get("content-length");
        return length == null ? headers : headers.with("content-length", length);
    }

    private boolean hasContent(ReplyHead head) {
        int status = head.status();
        return !call.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
    }

    private boolean isStream(ReplyHead head, String type) {
        return isStream(type) || (head.status() < 300 && isOwnStream(type));
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
