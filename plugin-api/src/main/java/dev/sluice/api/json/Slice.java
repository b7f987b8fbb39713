package dev.sluice.api.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;

/**
 * A stretch of a byte array that nobody changes any more: from {@code start}, up to but without {@code end}.
 *
 * <p>Hot loops read plain arrays; this is how they get at the bytes of a Vert.x {@link Buffer} without a copy.
 */
@SuppressWarnings("ArrayRecordComponent") // Sharing the array is what it is for; nobody compares slices.
public record Slice(byte[] array, int start, int end) {
    /** The whole array. */
    public static Slice of(byte[] array) {
        return new Slice(array, 0, array.length);
    }

    /** The bytes of a buffer: in place if they lie on the heap, else a copy. */
    public static Slice of(Buffer buffer) {
        ByteBuf bytes = ((BufferInternal) buffer).getByteBuf();
        if (!bytes.hasArray()) {
            return of(buffer.getBytes());
        }
        int start = bytes.arrayOffset() + bytes.readerIndex();
        return new Slice(bytes.array(), start, start + bytes.readableBytes());
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return start == end;
    }

    /**
     * Looks for either of two bytes, eight at a time.
     *
     * @param one looked for
     * @param other looked for, too
     * @param from a place in the array, within this stretch
     * @return the first place that has one of them; {@link #end} if none has
     */
    public int indexOfEither(char one, char other, int from) {
        int at = from;
        for (; at + 8 <= end; at += 8) {
            long word = Swar.word(array, at);
            long flags = Swar.zeros(word ^ one * Swar.EACH) | Swar.zeros(word ^ other * Swar.EACH);
            if (flags != 0) {
                return at + Swar.before(flags);
            }
        }
        while (at < end && array[at] != one && array[at] != other) {
            at++;
        }
        return at;
    }

    /** A buffer over the same bytes, without a copy; it cannot be appended to. */
    public Buffer toBuffer() {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(array, start, length()));
    }

    /** The bytes read as UTF-8. */
    @Override
    public String toString() {
        return new String(array, start, length(), StandardCharsets.UTF_8);
    }

    void writeTo(Buffer out) {
        out.appendBytes(array, start, length());
    }
}
