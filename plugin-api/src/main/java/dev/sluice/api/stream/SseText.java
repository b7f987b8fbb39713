package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.util.ArrayList;
import java.util.List;

/** Reads server-sent events out of bytes (WHATWG HTML, section 9.2.6); a blank line ends each. */
final class SseText {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] bytes;
    private final List<Event> events = new ArrayList<>();

    private SseText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What came right before some bytes, as far as it tells how they start. */
    enum Context {
        /** Nothing: a byte order mark may come first. */
        START,
        /** A CR: an LF that comes first belongs to it. */
        AFTER_CR,
        AFTER_LINE;

        static Context after(Slice bytes) {
            return bytes.array()[bytes.end() - 1] == '\r' ? AFTER_CR : AFTER_LINE;
        }
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** Where the first line starts. */
    static int firstLine(Slice bytes, Context context) {
        byte[] array = bytes.array();
        int start = bytes.start();
        return switch (context) {
            case START -> startsWithMark(bytes) ? start + MARK.length : start;
            case AFTER_CR -> !bytes.isEmpty() && array[start] == '\n' ? start + 1 : start;
            case AFTER_LINE -> start;
        };
    }

    private static boolean startsWithMark(Slice bytes) {
        if (bytes.length() < MARK.length) {
            return false;
        }
        for (int i = 0; i < MARK.length; i++) {
            if (bytes.array()[bytes.start() + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    /** The events of some bytes, each with its raw stretch; what no blank line ends is a truncated event. */
    static List<Event> parse(Slice text, Context context) {
        SseText reader = new SseText(text.array());
        reader.read(text, firstLine(text, context));
        return reader.events;
    }

    private void read(Slice text, int firstLine) {
        SseFields fields = new SseFields(bytes);
        int eventStart = text.start();
        int line = firstLine;
        while (line < text.end()) {
            int lineEnd = text.indexOfEither('\n', '\r', line);
            int next = after(lineEnd, text.end());
            if (lineEnd == line) {
                events.add(fields.event(new Slice(bytes, eventStart, next), false));
                fields = new SseFields(bytes);
                eventStart = next;
            } else {
                fields.line(line, lineEnd);
            }
            line = next;
        }
        if (eventStart < text.end()) {
            events.add(fields.event(new Slice(bytes, eventStart, text.end()), true));
        }
    }

    private int after(int lineEnd, int end) {
        if (lineEnd == end) {
            return end;
        }
        boolean both = bytes[lineEnd] == '\r' && lineEnd + 1 < end && bytes[lineEnd + 1] == '\n';
        return lineEnd + (both ? 2 : 1);
    }
}
