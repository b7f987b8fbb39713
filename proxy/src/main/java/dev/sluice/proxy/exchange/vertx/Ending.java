package dev.sluice.proxy.exchange.vertx;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that tells when it was ended.
 *
 * @param stream where all goes
 * @param ended is told
 */
record Ending<T>(WriteStream<T> stream, Runnable ended) implements WriteStream<T> {

    @Override
    public WriteStream<T> exceptionHandler(@Nullable Handler<Throwable> handler) {
        stream.exceptionHandler(handler);
        return this;
    }

    @Override
    public Future<Void> write(T data) {
        return stream.write(data);
    }

    @Override
    public Future<Void> end() {
        ended.run();
        return stream.end();
    }

    @Override
    public WriteStream<T> setWriteQueueMaxSize(int maxSize) {
        stream.setWriteQueueMaxSize(maxSize);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return stream.writeQueueFull();
    }

    @Override
    public WriteStream<T> drainHandler(@Nullable Handler<Void> handler) {
        stream.drainHandler(handler);
        return this;
    }
}
