package dev.sluice.proxy.usage;

import dev.sluice.api.Streamed;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.stream.Decoder;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.FramingException;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one stream that may be encoded, beside the stream: its bytes go on as they came. */
final class Unpacked {

    private final boolean encoded;
    private @Nullable Decoder decoder;

    /** Prepares to read a reply; of one in a coding that is not known here there is nothing to read. */
    Unpacked(Streamed reply, ReplyLens lens) {
        String coding = reply.headers().get("content-encoding");
        encoded = coding != null;
        decoder = coding == null || !Coding.isKnown(coding) ? null : new Decoder(coding, lens.framing());
    }

    /** What frames say; nothing from where on they cannot be decoded. */
    Frames read(Frames came) {
        Decoder undoing = decoder;
        if (undoing == null) {
            return encoded ? Frames.NONE : came;
        }
        try {
            return undoing.feed(came.raw());
        } catch (Coding.CodingException | FramingException e) {
            close(); // Broken for whoever reads it, too, who will say so.
            return Frames.NONE;
        }
    }

    /** Lets go of what the decoding holds; nothing is read any more. */
    void close() {
        Decoder undoing = decoder;
        decoder = null;
        if (undoing != null) {
            undoing.close();
        }
    }
}
