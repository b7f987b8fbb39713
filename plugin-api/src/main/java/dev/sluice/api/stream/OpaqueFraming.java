package dev.sluice.api.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Frames a stream that is not understood: each chunk as it comes, no events. */
final class OpaqueFraming implements Framing {
    @Override
    public Frames feed(Buffer chunk) {
        return Frames.of(chunk, List::of);
    }

    @Override
    public Frames end() {
        return Frames.NONE;
    }
}
