package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts server-sent events after the blank lines that end them.
 *
 * <p>It looks from the end backwards, so a chunk that ends with an event, as almost all do, is whole at a glance. A CR at
 * a chunk's end ends its line at once; if an LF follows, it belongs to the same line end and comes with the next frame.
 */
final class SseCutter implements Cutter {
    private SseText.Context context = SseText.Context.START;

    @Override
    public int lastBoundary(Slice bytes, int searched) {
        int first = SseText.firstLine(bytes, context);
        for (int at = bytes.end(); at > Math.max(searched, first); at--) {
            if (SseText.isLineEnd(bytes.array()[at - 1]) && followsBlankLine(bytes.array(), first, at)) {
                return at;
            }
        }
        return bytes.start();
    }

    /** Whether the line end before {@code at} is all that there is of its line. */
    private static boolean followsBlankLine(byte[] bytes, int first, int at) {
        int lineEnd = at - 1;
        if (bytes[lineEnd] == '\n' && lineEnd > first && bytes[lineEnd - 1] == '\r') {
            lineEnd--;
        }
        return lineEnd == first || SseText.isLineEnd(bytes[lineEnd - 1]);
    }

    @Override
    public Supplier<List<Event>> cut(Slice whole) {
        SseText.Context before = context;
        context = SseText.Context.after(whole);
        return () -> SseText.parse(whole, before);
    }
}
