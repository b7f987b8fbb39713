package dev.sluice.api.stream;

import io.vertx.core.buffer.Buffer;

/** Turns the chunks of one stream into whole frames. */
public interface Framing {
    /** Events to 16 MiB: an image of a reply fits in one. */
    int DEFAULT_MAX_EVENT_BYTES = 16 << 20;

    /**
     * Takes the next chunk, and gives all that is whole with it; {@link Frames#isEmpty empty} if nothing is.
     *
     * @throws FramingException if an event grows beyond the limit, or the bytes are none of this framing's
     */
    Frames feed(Buffer chunk);

    /** Called once after the last chunk: gives the bytes after the last frame; {@link Event#isTruncated} tells events that are not whole. */
    Frames end();

    /** Server-sent events, as the WHATWG's HTML standard reads them. */
    static Framing sse() {
        return sse(DEFAULT_MAX_EVENT_BYTES);
    }

    static Framing sse(int maxEventBytes) {
        return new CutFraming(new SseCutter(), maxEventBytes);
    }

    /** One JSON value a line; the last line may lack its end. */
    static Framing ndjson() {
        return ndjson(DEFAULT_MAX_EVENT_BYTES);
    }

    static Framing ndjson(int maxEventBytes) {
        return new CutFraming(new NdjsonCutter(), maxEventBytes);
    }

    /** One JSON array of objects, of which each is an event: its place in the array is what its bytes begin with. */
    static Framing jsonArray() {
        return new CutFraming(new JsonArrayCutter(), DEFAULT_MAX_EVENT_BYTES);
    }

    /** Bytes without events: each chunk is a frame. */
    static Framing opaque() {
        return new OpaqueFraming();
    }
}
