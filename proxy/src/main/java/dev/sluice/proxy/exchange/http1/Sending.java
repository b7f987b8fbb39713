package dev.sluice.proxy.exchange.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** The body of a request that is still coming, on its way out. */
final class Sending implements WriteStream<Buffer> {

    private static final ByteBuf LINE_BREAK = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeByte('\r').writeByte('\n').asReadOnly());

    private final OneExchange exchange;
    private final boolean chunked;
    private @Nullable Handler<Void> drain;
    private boolean ended;

    Sending(OneExchange exchange, boolean chunked) {
        this.exchange = exchange;
        this.chunked = chunked;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this; // What goes wrong is told to the exchange's listener.
    }

    /** Handed over at once: whether it reaches the provider, only the reply can tell. */
    @Override
    public Future<Void> write(Buffer bytes) {
        if (!exchange.isOver() && bytes.length() > 0) {
            put(((BufferInternal) bytes).getByteBuf());
            exchange.flush();
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        if (!ended && !exchange.isOver()) {
            ended = true;
            if (chunked) {
                exchange.write(ByteBufUtil.writeAscii(exchange.buffers(), "0\r\n\r\n"));
                exchange.flush();
            }
            exchange.sent();
        }
        return Future.succeededFuture();
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this; // The socket's own bounds hold.
    }

    @Override
    public boolean writeQueueFull() {
        return exchange.isFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        drain = handler;
        return this;
    }

    void drained() {
        Handler<Void> waiting = drain;
        if (waiting != null) {
            waiting.handle(null);
        }
    }

    private void put(ByteBuf bytes) {
        if (!chunked) {
            exchange.write(bytes);
            return;
        }
        exchange.write(ByteBufUtil.writeAscii(exchange.buffers(), Integer.toHexString(bytes.readableBytes()) + "\r\n"));
        exchange.write(bytes);
        exchange.write(LINE_BREAK.duplicate());
    }
}
