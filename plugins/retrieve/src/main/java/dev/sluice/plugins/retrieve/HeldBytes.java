package dev.sluice.plugins.retrieve;

import java.util.concurrent.Semaphore;

/**
 * Bounds what files that are being taken in hold of the heap: many that are small, or one that is larger than all that there is room for, by itself.
 */
final class HeldBytes {

    private static final int UNIT = 1_024;

    /** Beside the bytes of a file there are its text, its chunks and copies on the way. */
    private static final int HEAP_SHARE = 8;

    private final int room;
    private final Semaphore free;

    private HeldBytes(long bytes) {
        this.room = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(room, true);
    }

    /** For all files of a command, or of a folder. */
    static HeldBytes ofHeap() {
        return of(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    static HeldBytes of(long bytes) {
        return new HeldBytes(bytes);
    }

    /**
     * Waits until there is room. Blocks.
     *
     * @param bytes of a file
     * @return to be given back when its bytes are not held any more
     */
    Share take(long bytes) throws InterruptedException {
        int units = Math.clamp(bytes / UNIT + 1, 1, room);
        free.acquire(units);
        return () -> free.release(units);
    }

    /** The room that one file has. */
    @FunctionalInterface
    interface Share {

        /** For others; once. */
        void giveBack();
    }
}
