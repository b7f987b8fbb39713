package dev.sluice.proxy.exchange.http1;

import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.ReplyHead;
import dev.sluice.proxy.exchange.ReplyListener;
import dev.sluice.proxy.exchange.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** What a connection carries at one time. It is over when both the request and the reply are complete, or either is given up. */
final class OneExchange implements Exchange {

    private static final int LARGE = 64 * 1024;
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final Connection connection;
    private final ContextInternal context;
    private final boolean onUsed;
    private @Nullable ReplyListener listener;
    private @Nullable Sending sending;
    private @Nullable ByteBuf gathered;
    private boolean heard;
    private boolean persistent;
    private boolean replied;
    private boolean over;

    OneExchange(Connection connection, ContextInternal context) {
        this.connection = connection;
        this.context = context;
        this.onUsed = connection.isUsed();
    }

    ContextInternal context() {
        return context;
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
    public void send(Request request, Buffer body, ReplyListener told) {
        start(request, body, told);
    }

    @Override
    public WriteStream<Buffer> begin(Request request, ReplyListener told) {
        Sending body = new Sending(this, request.fields().contains("transfer-encoding"));
        sending = body;
        start(request, NOTHING, told);
        return body;
    }

    @Override
    public void pause() {
        if (!over) {
            connection.pause();
        }
    }

    @Override
    public void resume() {
        if (!over) {
            connection.resume();
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (listener == null) {
            connection.release();
        } else {
            connection.close();
        }
    }

    /** A piece of the request's body, framed. */
    void write(ByteBuf bytes) {
        connection.write(bytes);
    }

    void flush() {
        connection.flush();
    }

    ByteBufAllocator buffers() {
        return connection.context().alloc();
    }

    /** Something of its reply has come. */
    void hear() {
        heard = true;
    }

    /** Whether anything of it was sent. */
    boolean isBegun() {
        return listener != null;
    }

    boolean isOver() {
        return over;
    }

    boolean isFull() {
        return !over && !connection.context().channel().isWritable();
    }

    /** All of the request has been handed over. */
    void sent() {
        sending = null;
        if (replied) {
            leave();
        }
    }

    void drained() {
        Sending body = sending;
        if (body != null) {
            body.drained();
        }
    }

    void head(Head head) {
        told().onHead(new ReplyHead(head.status(), head.fields()));
    }

    /** Copies what came, once; what came at one time is told as one piece. */
    void bytes(ByteBuf in, int length) {
        ByteBuf all = gathered;
        if (all != null && all.maxWritableBytes() < length) {
            tellBytes();
            all = null;
        }
        if (all == null) {
            int room = Math.max(length, Math.min(in.readableBytes(), LARGE));
            all = Unpooled.buffer(room, room);
            gathered = all;
        }
        all.writeBytes(in, length);
    }

    void tellBytes() {
        ByteBuf all = gathered;
        if (all != null) {
            gathered = null;
            if (!over) {
                told().onBytes(BufferInternal.buffer(all));
            }
        }
    }

    /** The reply is complete. */
    void end(boolean reusable) {
        tellBytes();
        if (over) {
            return;
        }
        persistent = reusable && !replied;
        if (replied) { // And more has come, while the request is still being sent.
            return;
        }
        replied = true;
        ReplyListener all = told();
        if (sending == null) {
            leave();
        }
        all.onEnd();
    }

    /** The connection is gone. */
    void cut(boolean isEnd) {
        if (over) {
            return;
        }
        over = true;
        if (isEnd) {
            told().onEnd();
        } else if (!replied && listener != null) {
            listener.onFailure(Connection.closed());
        }
        drained();
    }

    void fail(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        if (!replied && listener != null) {
            listener.onFailure(cause);
        }
        drained();
    }

    private void start(Request request, Buffer body, ReplyListener told) {
        if (over) {
            told.onFailure(Connection.closed());
            return;
        }
        ByteBuf bytes = connection.writer().spell(request, body, buffers());
        listener = told;
        connection.begin(request.method().equals(HttpMethod.HEAD));
        connection.write(bytes);
        connection.flush();
    }

    private void leave() {
        over = true;
        if (persistent) {
            connection.keepAsSaid();
            connection.release();
        } else {
            connection.close();
        }
    }

    private ReplyListener told() {
        ReplyListener known = listener;
        if (known == null) {
            throw new IllegalStateException("a reply to no request");
        }
        return known;
    }
}
