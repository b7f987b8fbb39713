package dev.sluice.proxy.dialect.bedrock.eventstream;

import dev.sluice.api.json.Slice;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.FramingException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Cuts a stream after its last whole message. A chunk that ends with one, as nearly all do, is not copied. */
final class MessageFraming implements Framing {

    private static final int PRELUDE = 12; // The length of all, that of the headers, and a checksum of both.
    private static final int LEAST = PRELUDE + 4;

    private final int maxBytes;
    private Buffer carried = Buffer.buffer(0);

    MessageFraming(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Frames feed(Buffer chunk) {
        boolean fresh = carried.length() == 0;
        Buffer all = fresh ? chunk : carried.appendBuffer(chunk);
        Slice bytes = Slice.of(all);
        List<Slice> messages = messages(bytes);
        int cut = messages.isEmpty() ? bytes.start() : messages.getLast().end();
        Slice whole = new Slice(bytes.array(), bytes.start(), cut);
        if (fresh || !messages.isEmpty()) {
            carried = Buffer.buffer().appendBytes(bytes.array(), cut, bytes.end() - cut);
        }
        if (messages.isEmpty()) {
            return Frames.NONE;
        }
        return Frames.of(fresh && cut == bytes.end() ? chunk : whole.toBuffer(), () -> EventStream.readAll(messages));
    }

    private List<Slice> messages(Slice bytes) {
        List<Slice> messages = new ArrayList<>(2);
        int at = bytes.start();
        while (bytes.end() - at >= PRELUDE) {
            int length = length(bytes.array(), at);
            if (length > bytes.end() - at) {
                break;
            }
            messages.add(new Slice(bytes.array(), at, at + length));
            at += length;
        }
        return messages;
    }

    private int length(byte[] bytes, int at) {
        int length = number(bytes, at);
        CRC32 sum = new CRC32();
        sum.update(bytes, at, 8);
        if ((int) sum.getValue() != number(bytes, at + 8) || length < LEAST) {
            throw new FramingException(
                    "Expected a message of the event stream encoding but its first bytes are of none");
        }
        if (length > maxBytes) {
            throw new FramingException(
                    "Expected a message of at most %d bytes but one of %d came".formatted(maxBytes, length));
        }
        return length;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    @Override
    public Frames end() {
        Buffer rest = carried;
        if (rest.length() == 0) {
            return Frames.NONE;
        }
        Slice raw = Slice.of(rest);
        return Frames.of(rest, () -> List.of(Event.read(EventStream.EVENT, Event.Fields.NONE, null, raw)));
    }
}
