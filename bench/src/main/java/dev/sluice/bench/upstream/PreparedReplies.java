package dev.sluice.bench.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.Chat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Every byte that the upstream may send, made once: a reply is then a duplicate, an event is a copy with its stamp. */
final class PreparedReplies {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int TOKENS = 100;

    private final Map<Integer, ByteBuf> whole = new HashMap<>();

    /** {@code x-accel-buffering} makes nginx pass a stream on as it comes; others pay it no heed. */
    private final ByteBuf streamHead = frozen(head(
            "HTTP/1.1 200 OK",
            "content-type: text/event-stream; charset=utf-8",
            "cache-control: no-cache",
            "x-accel-buffering: no",
            "x-request-id: req_bench",
            "transfer-encoding: chunked"));

    private final ByteBuf done = frozen(chunk(Chat.DONE.getBytes(US_ASCII)), "0\r\n\r\n".getBytes(US_ASCII));
    private final Event event = Event.of(Chat.event());
    private final Event last = Event.of(Chat.lastEvent(TOKENS));

    /** A chunk that holds one event, and where in it the stamp begins. */
    private record Event(ByteBuf bytes, int stampAt) {
        static Event of(byte[] event) {
            return new Event(frozen(chunk(event)), chunkHead(event).length() + Chat.EVENT_HEAD.length());
        }
    }

    /** A whole reply whose body has {@code bytes} bytes. */
    ByteBuf whole(int bytes) {
        return whole.computeIfAbsent(bytes, size -> reply("200 OK", Chat.reply(size)))
                .retainedDuplicate();
    }

    static ByteBuf reply(String status, byte[] body) {
        byte[] head = head(
                "HTTP/1.1 " + status,
                "content-type: application/json",
                "x-request-id: req_bench",
                "content-length: " + body.length);
        return frozen(head, body);
    }

    ByteBuf streamHead() {
        return streamHead.retainedDuplicate();
    }

    ByteBuf done() {
        return done.retainedDuplicate();
    }

    /** One event, stamped with {@code nanos}; the last one carries the usage. */
    ByteBuf event(ByteBufAllocator allocator, boolean isLast, long nanos) {
        Event source = isLast ? last : event;
        int length = source.bytes.readableBytes();
        ByteBuf chunk = allocator.directBuffer(length).writeBytes(source.bytes, 0, length);
        for (int i = 0; i < Chat.STAMP_DIGITS; i++) {
            chunk.setByte(source.stampAt + i, HEX[(int) (nanos >>> (60 - 4 * i)) & 0xf]);
        }
        return chunk;
    }

    private static byte[] head(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(US_ASCII);
    }

    private static byte[] chunk(byte[] data) {
        return (chunkHead(data) + new String(data, US_ASCII) + "\r\n").getBytes(US_ASCII);
    }

    private static String chunkHead(byte[] data) {
        return Integer.toHexString(data.length) + "\r\n";
    }

    /** Bytes that live as long as the process: no leak detector is to follow them. */
    private static ByteBuf frozen(byte[]... parts) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            bytes.put(part);
        }
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes.flip()));
    }
}
