package dev.sluice.api.stream;

import io.vertx.core.buffer.Buffer;

/** Undoes the content coding of one stream, chunk by chunk, and cuts the content into events. */
public final class Decoder implements AutoCloseable {

    private final Inflation inflation;
    private final Framing framing;

    /**
     * Starts a stream.
     *
     * @param coding a value of {@code content-encoding}
     * @param framing fresh; cuts the content
     * @throws Coding.CodingException if the coding cannot be undone
     */
    public Decoder(String coding, Framing framing) {
        this.inflation = new Inflation(coding);
        this.framing = framing;
    }

    /**
     * Takes the next chunk.
     *
     * @param encoded as it came
     * @return the events that it completes; {@linkplain Frames#isEmpty() empty} if it completes none
     * @throws Coding.CodingException if the bytes are not of the coding, or the content is too large
     */
    public Frames feed(Buffer encoded) {
        return framing.feed(inflation.feed(encoded));
    }

    /**
     * Whether the chunks so far may be all: an encoded body says where it ends, and what it should have become.
     *
     * @return false if the last of them is cut off
     */
    public boolean isComplete() {
        return inflation.isComplete();
    }

    /** Lets go of what the decoding holds. */
    @Override
    public void close() {
        inflation.close();
    }
}
