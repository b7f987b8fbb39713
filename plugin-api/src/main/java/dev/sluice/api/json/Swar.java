package dev.sluice.api.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time: SIMD within a register. What it flags is the high bit of a byte. */
final class Swar {
    /** Times a byte: eight of it. */
    static final long EACH = 0x0101010101010101L;

    static final long HIGH = 0x8080808080808080L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Swar() {}

    /** The eight bytes from here on, the first of them lowest. */
    static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /**
     * Flags control characters, quotes and backslashes: what cannot stand in a JSON string as it is. As with {@link #zeros}, the lowest
     * flag is true.
     */
    static long specials(long word) {
        long quoteOrControl = (word ^ 0x02 * EACH) - 0x21 * EACH;
        long backslash = (word ^ '\\' * EACH) - EACH;
        return (quoteOrControl | backslash) & ~word & HIGH;
    }

    /** Whether 32 bytes from here on are ASCII but control characters, quotes and backslashes. */
    static boolean isPlain(byte[] bytes, int at) {
        long flags = mayBeSpecial(word(bytes, at))
                | mayBeSpecial(word(bytes, at + 8))
                | mayBeSpecial(word(bytes, at + 16))
                | mayBeSpecial(word(bytes, at + 24));
        return (flags & HIGH) == 0;
    }

    /** As {@link #specials}, and beyond ASCII too; bits that are not high mean nothing. */
    private static long mayBeSpecial(long word) {
        return ((word ^ 0x02 * EACH) - 0x21 * EACH) | ((word ^ '\\' * EACH) - EACH) | word;
    }

    /** Flags the bytes that are zero. A borrow can raise a flag only above one that is raised rightly, so the lowest one is true. */
    static long zeros(long word) {
        return (word - EACH) & ~word & HIGH;
    }

    /** How many bytes lie before the lowest flag. */
    static int before(long flags) {
        return Long.numberOfTrailingZeros(flags) >>> 3;
    }
}
