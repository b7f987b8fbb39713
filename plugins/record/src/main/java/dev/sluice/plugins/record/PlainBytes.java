package dev.sluice.plugins.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes eight at a time: the texts of records are long, and nearly all of their bytes mean themselves. */
final class PlainBytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private PlainBytes() {}

    /** Where the run of bytes from {@code from} on ends that JSON wants no escape for. */
    static int end(byte[] utf8, int from) {
        int at = from;
        for (; at + 8 <= utf8.length; at += 8) {
            long flags = escaped((long) LONG.get(utf8, at));
            if (flags != 0) {
                return at + (Long.numberOfTrailingZeros(flags) >>> 3);
            }
        }
        while (at < utf8.length && isPlain(utf8[at])) {
            at++;
        }
        return at;
    }

    static boolean haveQuestionMark(byte[] utf8) {
        int at = 0;
        for (; at + 8 <= utf8.length; at += 8) {
            if (zero((long) LONG.get(utf8, at) ^ '?' * EACH) != 0) {
                return true;
            }
        }
        while (at < utf8.length && utf8[at] != '?') {
            at++;
        }
        return at < utf8.length;
    }

    /** The high bit of each byte below a blank, of each quote and of each backslash; only the lowest one is sure. */
    private static long escaped(long word) {
        long control = (word - ' ' * EACH) & ~word & HIGH;
        return control | zero(word ^ '"' * EACH) | zero(word ^ '\\' * EACH);
    }

    /** The high bit of each byte that is zero; only the lowest one is sure. */
    private static long zero(long word) {
        return (word - EACH) & ~word & HIGH;
    }

    private static boolean isPlain(byte b) {
        return (b >= ' ' && b != '"' && b != '\\') || b < 0;
    }
}
