package dev.sluice.api.stream;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** An encoded stream, decoded and cut into whole events. */
final class InflatedFrames implements Source<Frames> {

    private final Source<Frames> encoded;
    private final Inflation inflation;
    private final Framing framing;
    private @Nullable Future<Frames> last;

    InflatedFrames(Source<Frames> encoded, String coding, Framing framing) {
        this.encoded = encoded;
        this.inflation = new Inflation(coding);
        this.framing = framing;
    }

    @Override
    public Future<Frames> next() {
        return last != null ? last : encoded.next().transform(this::decoded);
    }

    @Override
    public void cancel() {
        encoded.cancel();
        inflation.close();
    }

    private Future<Frames> decoded(@Nullable Frames chunk, @Nullable Throwable failure) {
        if (failure != null) {
            return end(Future.failedFuture(failure));
        }
        if (chunk == null) {
            Frames rest = framing.end();
            Future<Frames> end = end(Future.succeededFuture());
            return rest.isEmpty() ? end : Future.succeededFuture(rest);
        }
        return framed(chunk);
    }

    private Future<Frames> framed(Frames chunk) {
        try {
            Frames frames = framing.feed(inflation.feed(chunk.raw()));
            return frames.isEmpty() ? next() : Future.succeededFuture(frames);
        } catch (RuntimeException e) {
            cancel();
            return end(Future.failedFuture(e));
        }
    }

    private Future<Frames> end(Future<Frames> how) {
        inflation.close();
        last = how;
        return how;
    }
}
