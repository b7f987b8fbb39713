package dev.sluice.plugins.validate.structured;

import dev.sluice.api.CallError;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Holds a stream until its end, as long as that is not too far. */
final class Held {

    private static final int MAX_BYTES = 8 << 20;

    private final List<Frames> frames = new ArrayList<>();
    private int bytes;

    private Held() {}

    /** All frames of a stream; a failure, which cancels it, if they are too many. */
    static Future<List<Frames>> of(Source<Frames> source) {
        Held held = new Held();
        return Sources.forEach(source, held::take).map(done -> held.frames);
    }

    private void take(Frames next) {
        bytes += next.raw().length();
        if (bytes > MAX_BYTES) {
            throw CallError.of(
                    CallError.Category.UPSTREAM,
                    "reply_too_large",
                    "Expected a reply of at most " + MAX_BYTES + " bytes, which is what can be held until it is known"
                            + " to be right, found a longer one. Ask for less.");
        }
        frames.add(next);
    }
}
