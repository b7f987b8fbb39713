package dev.sluice.plugins.route.survive;

import dev.sluice.api.Streamed;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits for the first event of a stream that says something: while they have not yet begun, providers send comments, such as
 * {@code : PROCESSING}, and after them perhaps an error.
 */
final class Beginning {

    /** Whoever says nothing for longer counts as having begun. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final int MOST_FRAMES = 256;

    private final Source<Frames> source;
    private final List<Event> events = new ArrayList<>();
    private final Buffer bytes = Buffer.buffer();
    private int pulled;

    private Beginning(Source<Frames> source) {
        this.source = source;
    }

    /** The stream, all of it, whose first frames hold all that comes until then; a failure if it broke before. */
    static Future<Streamed> of(Streamed streamed) {
        Source<Frames> source = streamed.frames();
        return new Beginning(source)
                .pull()
                .map(first -> first.isEmpty() ? streamed : streamed.watched(Sources.prepend(first, source)));
    }

    private Future<Frames> pull() {
        return source.next().compose(frames -> {
            if (frames == null) {
                return Future.succeededFuture(all());
            }
            events.addAll(frames.events());
            bytes.appendBuffer(frames.raw());
            pulled++;
            boolean enough = frames.isOpaque()
                    || frames.events().stream().anyMatch(Event::hasData)
                    || bytes.length() >= MOST_BYTES
                    || pulled >= MOST_FRAMES;
            if (!enough) {
                return pull();
            }
            return Future.succeededFuture(pulled == 1 ? frames : all());
        });
    }

    private Frames all() {
        List<Event> together = List.copyOf(events);
        return Frames.of(bytes, () -> together);
    }
}
