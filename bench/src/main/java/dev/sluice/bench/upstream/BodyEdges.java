package dev.sluice.bench.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;

/**
 * The first and the last bytes of a body: a model name stands in one of them, however large the body between, so that the
 * upstream need not look at the rest.
 */
final class BodyEdges {

    private static final int EDGE = 256;

    private final byte[] head = new byte[EDGE];
    private final byte[] tail = new byte[EDGE];
    private int headLength;
    private int tailLength;

    void clear() {
        headLength = 0;
        tailLength = 0;
    }

    void add(ByteBuf data, int from, int length) {
        int toHead = Math.min(length, EDGE - headLength);
        data.getBytes(from, head, headLength, toHead);
        headLength += toHead;
        int toTail = Math.min(length, EDGE);
        int kept = Math.min(tailLength, EDGE - toTail);
        System.arraycopy(tail, tailLength - kept, tail, 0, kept);
        data.getBytes(from + length - toTail, tail, kept, toTail);
        tailLength = kept + toTail;
    }

    /** Both edges; where the body is short they overlap, which does not matter to who looks for a name. */
    String text() {
        return new String(tail, 0, tailLength, ISO_8859_1) + '\n' + new String(head, 0, headLength, ISO_8859_1);
    }
}
