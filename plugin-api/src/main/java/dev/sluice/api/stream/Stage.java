package dev.sluice.api.stream;

/** What happens to the frames of one stream at one place. Stays on its event loop; called in order. */
interface Stage {
    /** What leaves for frames that came; empty if all of it is held back. */
    Frames map(Frames frames);

    /**
     * What leaves after the last frames came; called at most once.
     *
     * @param complete whether the stream ended as it should; if not, its failure follows what is returned
     */
    Frames end(boolean complete);

    /** Whether the stream ends with what was returned last; what is above is given up then. */
    default boolean isOver() {
        return false;
    }

    /** Lets go of what it holds; called once, last, also when the stream is cancelled. */
    default void close() {}
}
