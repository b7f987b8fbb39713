package dev.sluice.proxy.server;

import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A large body in pieces, so that a client that does not read is noticed before all of it waits in a socket's queue. */
final class Slices implements Source<Frames> {

    static final int SIZE = 64 * 1024;

    private final Buffer body;
    private int sent;
    private boolean cancelled;

    private Slices(Buffer body) {
        this.body = body;
    }

    static Streamed of(Whole whole) {
        String length = Integer.toString(whole.body().length());
        return new Streamed(
                whole.status(),
                whole.headers().with("content-length", length),
                new Slices(whole.body()),
                whole.endpoint(),
                whole.stopwatch());
    }

    @Override
    public Future<Frames> next() {
        if (cancelled) {
            return Future.failedFuture(new CancellationException("the reply was cancelled"));
        }
        if (sent == body.length()) {
            return Future.succeededFuture();
        }
        int end = Math.min(body.length(), sent + SIZE);
        Frames slice = Frames.of(body.slice(sent, end), List::of);
        sent = end;
        return Future.succeededFuture(slice);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
