package dev.sluice.proxy.exchange.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The lines of a head, or of a trailer, up to the empty one that ends it, out of pieces of any size. */
final class Section {

    /** The largest head that is read, as many bytes as the listener takes of its clients. */
    static final int MAX = 64 * 1024;

    private static final int STEP = 1024;
    private static final int KEPT = 4 * STEP;

    private byte[] bytes = new byte[STEP];
    private int length;
    private int line;

    /**
     * Takes what belongs to it.
     *
     * @return whether the empty line has come; what follows it stays
     * @throws MalformedReply if it is too long, or a line ends in a line feed alone
     */
    boolean take(ByteBuf in) {
        while (in.isReadable()) {
            int step = Math.min(in.readableBytes(), Math.min(STEP, MAX - length));
            if (step == 0) {
                throw new MalformedReply("a head of more than " + MAX + " bytes");
            }
            if (bytes.length < length + step) {
                bytes = Arrays.copyOf(bytes, Math.max(length + step, 2 * bytes.length));
            }
            in.getBytes(in.readerIndex(), bytes, length, step);
            int end = end(length + step);
            in.skipBytes(end < 0 ? step : end - length);
            length = end < 0 ? length + step : end;
            if (end >= 0) {
                return true;
            }
        }
        return false;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the line ends that begins there: at its carriage return. */
    int lineEnd(int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at - 1;
    }

    /** Begins anew. */
    void clear() {
        length = 0;
        line = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[STEP];
        }
    }

    private int end(int to) {
        for (int at = length; at < to; at++) {
            if (bytes[at] == '\n') {
                if (at == 0 || bytes[at - 1] != '\r') {
                    throw new MalformedReply("a line that ends without a carriage return");
                }
                if (at - 1 == line) {
                    return at + 1;
                }
                line = at + 1;
            }
        }
        return -1;
    }
}
