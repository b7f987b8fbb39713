package dev.sluice.bench.upstream;

import dev.sluice.bench.wire.ReplyShape;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * One stream on its way: each event is written and flushed by itself, so that a proxy meets it as a read of its own, either
 * when it is due or one every turn of the loop. A stream whose socket is full sends nothing until it has room again.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
final class EventStream implements Runnable {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Channel channel;
    private final PreparedReplies replies;
    private final int events;
    private final long intervalNanos;
    private int sent;
    private long due;

    EventStream(Channel channel, PreparedReplies replies, ReplyShape.Stream shape) {
        this.channel = channel;
        this.replies = replies;
        this.events = shape.events();
        this.intervalNanos = shape.perSecond() == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / shape.perSecond();
    }

    /** Sends the head with the first event, as a model server does. */
    void start() {
        due = System.nanoTime();
        channel.write(replies.streamHead());
        run();
    }

    @Override
    public void run() {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            channel.eventLoop().schedule(this, RETRY_NANOS, TimeUnit.NANOSECONDS);
            return;
        }
        sent++;
        channel.writeAndFlush(replies.event(channel.alloc(), sent == events, System.nanoTime()), channel.voidPromise());
        if (sent < events) {
            next();
        } else {
            channel.writeAndFlush(replies.done(), channel.voidPromise());
        }
    }

    /** Always through the timer queue: the loop reads its sockets between two of its turns, but not between two tasks. */
    private void next() {
        due += intervalNanos;
        channel.eventLoop().schedule(this, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
