package dev.sluice.proxy.upstream;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.FramingException;
import dev.sluice.api.stream.Source;
import dev.sluice.proxy.io.PushedSource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An upstream's chunks, cut into frames, and broken off when the next is too long in coming. */
final class FramedSource implements Source<Frames> {

    private final PushedSource chunks;
    private final Framing framing;
    private final Failures failures;
    private final IdleWatch watch;
    private @Nullable Future<Frames> last;

    FramedSource(PushedSource chunks, Framing framing, Timers timers, Duration idle, Failures failures) {
        this.chunks = chunks;
        this.framing = framing;
        this.failures = failures;
        this.watch = new IdleWatch(timers, idle, () -> chunks.breakOff(failures.idle(idle)));
        watch.rests();
    }

    @Override
    public Future<Frames> next() {
        if (last != null) {
            return last;
        }
        Future<Buffer> chunk = chunks.next();
        while (chunk.succeeded()) {
            Frames frames = framed(chunk.result());
            if (last != null || !frames.isEmpty()) {
                return last != null && frames.isEmpty() ? last : Future.succeededFuture(frames);
            }
            chunk = chunks.next();
        }
        return later(chunk);
    }

    @Override
    public void cancel() {
        chunks.cancel();
        watch.stop();
    }

    private Future<Frames> later(Future<Buffer> chunk) {
        watch.waits();
        return chunk.transform(done -> {
            watch.rests();
            if (done.failed()) {
                return end(Future.failedFuture(failures.of(done.cause())));
            }
            Frames frames = framed(done.result());
            if (!frames.isEmpty()) {
                return Future.succeededFuture(frames);
            }
            return last != null ? last : next();
        });
    }

    /** The frames that a chunk completes; sets {@code last} when there is no more. */
    private Frames framed(@Nullable Buffer chunk) {
        try {
            if (chunk != null) {
                return framing.feed(chunk);
            }
            end(Future.succeededFuture());
            return framing.end();
        } catch (FramingException e) {
            chunks.cancel();
            end(Future.failedFuture(failures.of(e)));
            return Frames.NONE;
        }
    }

    private Future<Frames> end(Future<Frames> how) {
        last = how;
        watch.stop();
        return how;
    }
}
