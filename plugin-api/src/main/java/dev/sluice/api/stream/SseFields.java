package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gathers the fields of one server-sent event, line by line. */
final class SseFields {
    /** The longest number of milliseconds that surely fits 64 bits. */
    private static final int MAX_RETRY_DIGITS = 18;

    private final byte[] bytes;
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable Duration retry;
    private @Nullable Slice data;
    private @Nullable ByteArrayOutputStream lines; // Several lines of data; one stays a slice.
    private boolean comment;

    SseFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes one line without its end, which is not blank. */
    void line(int start, int end) {
        int colon = start;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, end);
        if (value < end && bytes[value] == ' ') {
            value++;
        }
        field(new Slice(bytes, start, colon), new Slice(bytes, value, end));
    }

    private void field(Slice name, Slice value) {
        switch (name.length()) {
            case 0 -> comment = true;
            case 2 -> {
                if (is("id", name)) {
                    id(value.toString());
                }
            }
            case 4 -> {
                if (is("data", name)) {
                    data(value);
                }
            }
            case 5 -> {
                if (is("event", name)) {
                    type = value.isEmpty() ? null : value.toString();
                } else if (is("retry", name)) {
                    retry(value.toString());
                }
            }
            default -> {
                // Unknown fields say nothing; their bytes stay in the raw event.
            }
        }
    }

    private static boolean is(String name, Slice field) {
        for (int i = 0; i < name.length(); i++) {
            if (field.array()[field.start() + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void data(Slice line) {
        if (data == null) {
            data = line;
            return;
        }
        if (lines == null) {
            lines = new ByteArrayOutputStream();
            lines.write(bytes, data.start(), data.length());
        }
        lines.write('\n');
        lines.write(bytes, line.start(), line.length());
    }

    private void id(String value) {
        if (value.indexOf('\0') < 0) {
            id = value;
        }
    }

    private void retry(String value) {
        if (!value.isEmpty()
                && value.length() <= MAX_RETRY_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            retry = Duration.ofMillis(Long.parseLong(value));
        }
    }

    /** The event of all lines taken. */
    Event event(Slice raw, boolean truncated) {
        Slice all = lines == null ? data : Slice.of(lines.toByteArray());
        boolean onlyComment = comment && all == null && type == null && id == null && retry == null;
        Event.Kind kind = truncated ? Event.Kind.TRUNCATED : onlyComment ? Event.Kind.COMMENT : Event.Kind.WHOLE;
        return new Event(EventFormat.SSE, kind, new Event.Fields(type, id, retry), all, raw);
    }
}
