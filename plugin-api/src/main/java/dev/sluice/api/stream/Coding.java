package dev.sluice.api.stream;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/** Content codings that can be undone here: {@code gzip} and {@code deflate}. */
public final class Coding {

    /** What a reply may grow to when it is decoded, in bytes. */
    public static final int MAX_DECODED = 64 << 20;

    private Coding() {}

    /**
     * Whether a coding can be undone.
     *
     * @param coding a value of {@code content-encoding}
     * @return true for gzip, x-gzip, deflate and identity
     */
    public static boolean isKnown(String coding) {
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip", "deflate", "identity" -> true;
            default -> false;
        };
    }

    /**
     * Undoes the coding of a body.
     *
     * @param coding a value of {@code content-encoding}
     * @param body all of it
     * @return the content
     * @throws CodingException if the coding is not known, the bytes are not of it, or the content is too large
     */
    public static Buffer decode(String coding, Buffer body) {
        Inflation inflation = new Inflation(coding);
        try {
            return inflation.feed(body);
        } finally {
            inflation.close();
        }
    }

    /**
     * Undoes the coding of a stream.
     *
     * @param coding a value of {@code content-encoding}
     * @param frames encoded bytes
     * @param framing fresh; cuts the content
     * @return whole events of the content; fails with a {@link CodingException} as {@link #decode(String, Buffer)} does
     */
    public static Source<Frames> decode(String coding, Source<Frames> frames, Framing framing) {
        return new StagedFrames(frames, new InflationStage(coding, framing));
    }

    /** Bytes that cannot be decoded. */
    public static final class CodingException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CodingException(String message) {
            super(message);
        }
    }
}
