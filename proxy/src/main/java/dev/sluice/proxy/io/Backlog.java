package dev.sluice.proxy.io;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that came and that nobody has pulled yet. Some bytes may wait; when more do, whoever sends them is paused, which closes
 * the TCP window in the end.
 */
public final class Backlog {

    /** What many streams that nobody reads hold is the sum of these: a socket's own buffer is as large again. */
    private static final int HIGH = 32 * 1024;

    private static final int LOW = HIGH / 4;

    private final Deque<Buffer> waiting = new ArrayDeque<>(4);
    private final Runnable pause;
    private final Runnable resume;
    private boolean paused;
    private int held;

    /**
     * An empty one.
     *
     * @param pause has no more sent for now
     * @param resume has the rest sent
     */
    public Backlog(Runnable pause, Runnable resume) {
        this.pause = pause;
        this.resume = resume;
    }

    /**
     * Keeps what nobody waits for yet.
     *
     * @param chunk behind all others
     */
    public void add(Buffer chunk) {
        waiting.add(chunk);
        held += chunk.length();
        if (held >= HIGH && !paused) {
            paused = true;
            pause.run();
        }
    }

    /**
     * Takes what has waited longest.
     *
     * @return none if nothing waits
     */
    public @Nullable Buffer poll() {
        Buffer chunk = waiting.poll();
        if (chunk != null) {
            held -= chunk.length();
            if (held <= LOW) {
                release();
            }
        }
        return chunk;
    }

    /** Forgets all that waits; who is paused stays so. */
    public void drop() {
        waiting.clear();
        held = 0;
    }

    /** Lets go on whoever is paused. */
    public void release() {
        if (paused) {
            paused = false;
            resume.run();
        }
    }
}
