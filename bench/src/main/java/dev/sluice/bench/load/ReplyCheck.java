package dev.sluice.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.Chat;
import dev.sluice.bench.wire.ReplyShape;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Reads one reply as it comes, counts what is in it, and says at the end how it differs from the one asked for. */
final class ReplyCheck {

    private static final int TAIL = 64;
    private static final byte[] EVENT_HEAD = Chat.EVENT_HEAD.getBytes(US_ASCII);

    private final byte[] tail = new byte[TAIL];
    private int tailLength;
    private int status;
    private long bytes;
    private int events;
    private boolean lineEmpty;

    void clear() {
        tailLength = 0;
        status = 0;
        bytes = 0;
        events = 0;
        lineEmpty = false;
    }

    /** {@code HTTP/1.1 200 OK}: the code is at a fixed place. */
    void startLine(byte[] line, int length) {
        status = length < 12 ? 0 : Integer.parseInt(new String(line, 9, 3, US_ASCII));
    }

    long bytes() {
        return bytes;
    }

    int events() {
        return events;
    }

    void whole(ByteBuf data, int from, int length) {
        bytes += length;
        keepTail(data, from, length);
    }

    /** Counts blank lines: each ends an event, however the proxy cut the stream. */
    void streamed(ByteBuf data, int from, int length) {
        whole(data, from, length);
        int end = from + length;
        int at = from;
        while (at < end) {
            int newline = data.indexOf(at, end, (byte) '\n');
            if (newline < 0) {
                lineEmpty = false;
                return;
            }
            boolean blank = newline == at ? lineEmpty : newline == at + 1 && lineEmpty && data.getByte(at) == '\r';
            events += blank ? 1 : 0;
            lineEmpty = !blank;
            at = newline + 1;
        }
    }

    /** When the event that begins {@code data} was written, in {@code System.nanoTime}; -1 where it cannot be told. */
    static long stamp(ByteBuf data, int from, int length) {
        if (length < EVENT_HEAD.length + Chat.STAMP_DIGITS) {
            return -1;
        }
        for (int i = 0; i < EVENT_HEAD.length; i++) {
            if (data.getByte(from + i) != EVENT_HEAD[i]) {
                return -1;
            }
        }
        long nanos = 0;
        for (int i = 0; i < Chat.STAMP_DIGITS; i++) {
            nanos = nanos << 4 | Character.digit(data.getByte(from + EVENT_HEAD.length + i), 16);
        }
        return nanos;
    }

    /** What is wrong with the reply that just ended; empty if nothing is. */
    Optional<String> fault(Request request) {
        if (status != 200) {
            return Optional.of("expected status 200, found " + status);
        }
        return switch (request.shape()) {
            case ReplyShape.Whole(int expected) -> wholeFault(request.exact() ? expected : bytes);
            case ReplyShape.Stream stream -> streamFault(request, stream);
            case ReplyShape.Burst burst -> streamFault(request, burst);
        };
    }

    private Optional<String> wholeFault(long expected) {
        if (bytes != expected) {
            return Optional.of("expected a body of " + expected + " bytes, found " + bytes);
        }
        boolean closed = tailLength > 0 && tail[tailLength - 1] == '}';
        return closed ? Optional.empty() : Optional.of("expected a JSON body, found one that does not end with }");
    }

    private Optional<String> streamFault(Request request, ReplyShape shape) {
        if (request.exact() && events != shape.eventCount()) {
            return Optional.of("expected " + shape.eventCount() + " events, found " + events);
        }
        String found = new String(tail, 0, tailLength, US_ASCII);
        return found.endsWith(request.end())
                ? Optional.empty()
                : Optional.of("expected " + request.end().strip() + " at the end, found " + found);
    }

    private void keepTail(ByteBuf data, int from, int length) {
        int added = Math.min(length, tail.length);
        int kept = Math.min(tailLength, tail.length - added);
        System.arraycopy(tail, tailLength - kept, tail, 0, kept);
        data.getBytes(from + length - added, tail, kept, added);
        tailLength = kept + added;
    }
}
