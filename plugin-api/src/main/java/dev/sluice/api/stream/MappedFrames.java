package dev.sluice.api.stream;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames whose events go through a lens; what the lens leaves alone keeps its bytes. */
final class MappedFrames implements Source<Frames> {

    private final Source<Frames> source;
    private final EventLens lens;
    private final ChannelTexts texts;
    private @Nullable Future<Frames> last;

    MappedFrames(Source<Frames> source, EventLens lens, ChannelTexts texts) {
        this.source = source;
        this.lens = lens;
        this.texts = texts;
    }

    @Override
    public Future<Frames> next() {
        if (last != null) {
            return last;
        }
        Future<Frames> pulled = source.next();
        while (pulled.isComplete()) {
            Frames mapped = map(pulled);
            if (mapped == null || !mapped.isEmpty()) {
                return last != null && mapped == null ? last : Future.succeededFuture(mapped);
            }
            pulled = source.next();
        }
        Future<Frames> pending = pulled;
        return pending.transform(ignored -> {
            Frames mapped = map(pending);
            if (mapped == null) {
                return last;
            }
            return mapped.isEmpty() ? next() : Future.succeededFuture(mapped);
        });
    }

    @Override
    public void cancel() {
        source.cancel();
    }

    /** What leaves for what came; null at the end, and then {@code last} says how it ended. */
    private @Nullable Frames map(Future<Frames> pulled) {
        try {
            Frames frames = pulled.succeeded() ? pulled.result() : null;
            return frames != null ? mapped(frames) : flushed(pulled);
        } catch (RuntimeException e) {
            source.cancel();
            last = Future.failedFuture(e);
            return null;
        }
    }

    private Frames mapped(Frames frames) {
        List<Event> in = frames.events();
        List<Event> out = new ArrayList<>(in.size() + 1);
        for (Event event : in) {
            lens.map(event, texts, out::add);
        }
        return same(in, out) ? frames : Frames.of(out);
    }

    private @Nullable Frames flushed(Future<Frames> end) {
        last = end;
        List<Event> out = new ArrayList<>(0);
        lens.end(texts, out::add);
        return out.isEmpty() ? null : Frames.of(out);
    }

    private static boolean same(List<Event> in, List<Event> out) {
        boolean same = in.size() == out.size();
        for (int i = 0; same && i < in.size(); i++) {
            same = in.get(i) == out.get(i);
        }
        return same;
    }
}
