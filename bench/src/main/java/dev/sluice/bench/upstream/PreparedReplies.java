package dev.sluice.bench.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.bench.wire.Chat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;

/** Every byte that the upstream may send, made once: a reply is then a duplicate, an event is a copy with its stamp. */
final class PreparedReplies {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private final Map<Integer, ByteBuf> whole = new HashMap<>();
    private final ByteBuf streamHead = frozen(("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                    + "cache-control: no-cache\r\nx-accel-buffering: no\r\nx-request-id: req_bench\r\ntransfer-encoding: chunked\r\n\r\n")
            .getBytes(US_ASCII));
    private final ByteBuf done =
            frozen((chunkHead(Chat.DONE.length()) + Chat.DONE + "\r\n0\r\n\r\n").getBytes(US_ASCII));
    private final Event event = Event.of(Chat.event());
    private final Event last = Event.of(Chat.lastEvent(100));

    /** A chunk that holds one event, and where in it the stamp begins. */
    private record Event(byte[] bytes, int stampAt) {
        static Event of(byte[] event) {
            String head = chunkHead(event.length);
            byte[] chunk = (head + new String(event, US_ASCII) + "\r\n").getBytes(US_ASCII);
            return new Event(chunk, head.length() + Chat.EVENT_HEAD.length());
        }
    }

    /** A whole reply whose body has {@code bytes} bytes. */
    ByteBuf whole(int bytes) {
        return whole.computeIfAbsent(bytes, size -> reply("200 OK", Chat.reply(size)))
                .retainedDuplicate();
    }

    static ByteBuf reply(String status, byte[] body) {
        byte[] head = ("HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\nx-request-id: req_bench\r\n"
                        + "content-length: " + body.length + "\r\n\r\n")
                .getBytes(US_ASCII);
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
        ByteBuf chunk = allocator.directBuffer(source.bytes.length).writeBytes(source.bytes);
        for (int i = 0; i < Chat.STAMP_DIGITS; i++) {
            chunk.setByte(source.stampAt + i, HEX[(int) (nanos >>> (60 - 4 * i)) & 0xf]);
        }
        return chunk;
    }

    private static String chunkHead(int length) {
        return Integer.toHexString(length) + "\r\n";
    }

    private static ByteBuf frozen(byte[]... parts) {
        ByteBuf bytes = Unpooled.directBuffer();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return Unpooled.unreleasableBuffer(bytes.asReadOnly());
    }
}
