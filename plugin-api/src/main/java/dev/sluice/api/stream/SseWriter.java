package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events. */
final class SseWriter {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final int OVERHEAD = 64;

    private SseWriter() {}

    static Buffer write(Event.Fields fields, Slice data) {
        Buffer out = Buffer.buffer(data.length() + OVERHEAD);
        field("event: ", fields.type(), out);
        field("id: ", fields.id(), out);
        if (fields.retry() != null) {
            field("retry: ", Long.toString(fields.retry().toMillis()), out);
        }
        lines(data, out);
        return out.appendByte((byte) '\n');
    }

    private static void field(String name, @Nullable String value, Buffer out) {
        if (value != null) {
            out.appendString(name).appendString(value).appendByte((byte) '\n');
        }
    }

    /** A data field for each line, whichever way the data ends its lines: readers join them with LF. */
    private static void lines(Slice data, Buffer out) {
        byte[] bytes = data.array();
        int start = data.start();
        for (int at = start; at <= data.end(); at++) {
            if (at == data.end() || SseText.isLineEnd(bytes[at])) {
                out.appendBytes(DATA).appendBytes(bytes, start, at - start).appendByte((byte) '\n');
                if (at + 1 < data.end() && bytes[at] == '\r' && bytes[at + 1] == '\n') {
                    at++;
                }
                start = at + 1;
            }
        }
    }
}
