package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.util.List;
import java.util.function.Supplier;

/** Knows where the events of one stream end, and reads them. */
interface Cutter {
    /**
     * The last place in some bytes where an event ends; their start if there is none.
     *
     * @param bytes all that came since the last cut
     * @param searched up to where an earlier call found none
     */
    int lastBoundary(Slice bytes, int searched);

    /** Called with each stretch that is cut, in order: how to read its events, should anyone ask. */
    Supplier<List<Event>> cut(Slice whole);
}
