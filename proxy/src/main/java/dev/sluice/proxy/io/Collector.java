package dev.sluice.proxy.io;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of a body together, up to a limit; a body of one chunk is that chunk. Large chunks wait as they are and are
 * copied once, when the length of all is known; small ones are put together at once, so that what a chunk takes besides
 * its bytes stays a small part of them.
 */
public final class Collector {

    /** From this size on a chunk waits as it is, in bytes. */
    private static final int LARGE = 4 * 1024;

    private final long limit;
    private final List<Buffer> parts = new ArrayList<>(4);
    private long length;
    private @Nullable Buffer small;

    /**
     * Starts empty.
     *
     * @param limit in bytes
     */
    public Collector(long limit) {
        this.limit = limit;
    }

    /**
     * Adds a chunk.
     *
     * @param chunk not changed by anybody from now on
     * @return whether there was room; nothing is added if not
     */
    public boolean add(Buffer chunk) {
        if (length + chunk.length() > limit) {
            return false;
        }
        length += chunk.length();
        if (parts.isEmpty() || chunk.length() >= LARGE) {
            parts.add(chunk);
            small = null;
        } else {
            small().appendBuffer(chunk);
        }
        return true;
    }

    /**
     * What has come so far.
     *
     * @return not to be changed
     */
    public Buffer bytes() {
        if (parts.size() > 1) {
            Buffer all = Buffer.buffer((int) length);
            parts.forEach(all::appendBuffer);
            parts.clear();
            parts.add(all);
            small = null;
        }
        return parts.isEmpty() ? Buffer.buffer(0) : parts.getFirst();
    }

    private Buffer small() {
        Buffer open = small;
        if (open == null) {
            open = Buffer.buffer(LARGE);
            small = open;
            parts.add(open);
        }
        return open;
    }
}
