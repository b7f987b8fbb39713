package dev.sluice.plugins.cache;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Keeps a copy of a stream that goes by, unless it grows too large. */
final class Tap implements Source<Frames> {

    private final Source<Frames> source;
    private final long limit;
    private @Nullable Buffer seen = Buffer.buffer();

    Tap(Source<Frames> source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    @Override
    public Future<Frames> next() {
        return source.next().onSuccess(this::see);
    }

    @Override
    public void cancel() {
        seen = null;
        source.cancel();
    }

    /** All that went by; null if it was too much, or was given up. */
    @Nullable Buffer seen() {
        return seen;
    }

    private void see(@Nullable Frames frames) {
        if (frames == null || seen == null) {
            return;
        }
        if (seen.length() + frames.raw().length() > limit) {
            seen = null;
        } else {
            seen.appendBuffer(frames.raw());
        }
    }
}
