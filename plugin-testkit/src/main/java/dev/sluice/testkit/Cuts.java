package dev.sluice.testkit;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Ways to cut a text into pieces, and the bytes of a stream into chunks. */
public final class Cuts {
    private Cuts() {}

    /**
     * Chunks of one size.
     *
     * @param size in bytes; the last chunk may be shorter
     * @return a cut that ignores where events end
     */
    public static UnaryOperator<List<Buffer>> every(int size) {
        return events -> {
            Buffer all = Buffer.buffer();
            events.forEach(all::appendBuffer);
            List<Buffer> chunks = new ArrayList<>();
            for (int at = 0; at < all.length(); at += size) {
                chunks.add(all.getBuffer(at, Math.min(all.length(), at + size)));
            }
            return chunks;
        };
    }

    /**
     * A text in pieces of a random size, empty ones among them. No piece ends within a surrogate pair, as no piece of a
     * JSON document does.
     *
     * @param text the text
     * @param longest of a piece, in code points
     * @param random decides; seeded, so that a failure can be had again
     * @return the pieces, in order
     */
    public static List<String> pieces(String text, int longest, RandomGenerator random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int left = text.codePointCount(at, text.length());
            int end = text.offsetByCodePoints(at, Math.min(left, random.nextInt(longest + 1)));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }
}
