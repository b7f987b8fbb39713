package dev.sluice.proxy.usage;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a stream by and keeps some of its frames, evenly spread however long it becomes: whenever there are too many, every second one
 * is dropped, and from then on half as many are kept. The first ones go first: they open what is said, and say nothing yet. Nothing is
 * parsed; what came encoded is decoded beside the stream.
 */
final class FrameSample implements Source<Frames> {

    static final int MOST = 16;

    private static final int MOST_BYTES = 4 << 10;

    private final Source<Frames> source;
    private final Unpacked reader;
    private List<Frames> kept = new ArrayList<>();
    private long keptBytes;
    private long bytes;
    private long count;
    private long stride = 1;

    FrameSample(Source<Frames> source, Unpacked reader) {
        this.source = source;
        this.reader = reader;
    }

    @Override
    public Future<Frames> next() {
        return source.next().onComplete(this::passed);
    }

    @Override
    public void cancel() {
        reader.close();
        source.cancel();
    }

    /** All bytes that have passed, as they are read. */
    long bytes() {
        return bytes;
    }

    /** What is kept of them, in order. */
    List<Frames> kept() {
        return kept;
    }

    /** How many bytes that have passed stand behind each that is kept. */
    double weight() {
        return keptBytes == 0 ? 0 : (double) bytes / keptBytes;
    }

    private void passed(@Nullable Frames came, @Nullable Throwable failure) {
        if (came == null) {
            reader.close();
            return;
        }
        Frames frames = reader.read(came);
        if (frames.isEmpty()) {
            return;
        }
        bytes += frames.raw().length();
        if (count++ % stride == stride - 1) {
            keep(frames);
        }
    }

    private void keep(Frames frames) {
        kept.add(frames.unread());
        keptBytes += frames.raw().length();
        while (kept.size() > 1 && (kept.size() > MOST || keptBytes > MOST_BYTES)) {
            thin();
        }
    }

    private void thin() {
        List<Frames> half = new ArrayList<>(MOST);
        long left = 0;
        for (int i = 1; i < kept.size(); i += 2) {
            half.add(kept.get(i));
            left += kept.get(i).raw().length();
        }
        kept = half;
        keptBytes = left;
        stride *= 2;
    }
}
