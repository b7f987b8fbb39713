package dev.sluice.proxy.plugin.context;

/**
 * The processors' share for work of plugins that keeps them busy: a few platform threads for the whole process, apart from the
 * carriers of virtual threads, which such work would fill.
 *
 * <p>There are two lanes. What is small has one to itself, with a thread for each processor, so it waits for nothing but others as
 * small. What is large has half as many, so that however much of it comes, event loops and small work find a processor.
 */
public final class Computing implements AutoCloseable {

    /** What is larger, in bytes, takes the lane of large work: this much is done in some 10 milliseconds, or 500 at worst. */
    static final long SMALL = 256 << 10;

    /** How much may wait, in bytes, for each thread of a lane: some seconds' work. */
    static final long WAITING = 64 << 20;

    private final Lane small;
    private final Lane large;

    private Computing(int processors) {
        int half = Math.max(1, processors / 2);
        small = new Lane("sluice-compute-small-", processors, processors * WAITING);
        large = new Lane("sluice-compute-large-", half, half * WAITING);
    }

    /**
     * Makes the lanes. Threads are made when there is work, and end when there is none for some time.
     *
     * @param processors how many there are
     * @return closed with the process
     */
    public static Computing on(int processors) {
        return new Computing(processors);
    }

    /** The lane for work of this size. */
    Lane lane(long size) {
        return size > SMALL ? large : small;
    }

    /** Interrupts what is under way; nothing begins any more. */
    @Override
    public void close() {
        small.close();
        large.close();
    }
}
