package dev.sluice.api.state;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/**
 * Entries in the order in which all replicas appended them, for replicas that were not there or missed some: whoever reads on from where it last was
 * misses nothing that is still kept. Nobody is told of a new entry: a {@link Topic} does that.
 *
 * <p>A log is there when something was appended to it, and gone when nothing was for its time.
 */
public interface Logs {

    /** Where every log begins, as a position. */
    String BEGINNING = "";

    /**
     * How much of a log is kept.
     *
     * @param entries the newest that are; a store that drops them in lots keeps at most {@value #LOT} more. At most {@link #MOST}
     * @param ttl for how long after the last entry; at most {@link Cache#MAX_TTL}
     */
    record Kept(int entries, Duration ttl) {

        /** The longest log. */
        public static final int MOST = 10_000;

        /** How many are dropped together at most. */
        public static final int LOT = 100;

        public Kept {
            if (entries < 1 || entries > MOST) {
                throw new IllegalArgumentException("Expected a log of 1 to " + MOST + " entries, found " + entries);
            }
            if (ttl.toMillis() < 1 || ttl.compareTo(Cache.MAX_TTL) > 0) {
                throw new IllegalArgumentException("Expected a log to be kept for 1 ms to 30 days, found " + ttl);
            }
        }
    }

    /**
     * A stretch of a log.
     *
     * @param entries oldest first; empty where there are no more
     * @param position behind the last of them, to read on from
     */
    record Page(List<Buffer> entries, String position) {

        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Adds an entry at the end.
     *
     * @param tenant whose the log is
     * @param log its name
     * @param entry not to be changed afterwards
     * @param kept how much of the log is kept from now on
     * @return done: who reads from now on gets it
     */
    Future<Void> append(String tenant, String log, Buffer entry, Kept kept);

    /**
     * Reads on.
     *
     * @param tenant whose the log is
     * @param log its name
     * @param after {@link #BEGINNING}, or the position of the last page. One that the store did not give, or gave for a log that has begun anew since,
     *     counts as the beginning: so an entry may be read twice, and none is left out
     * @param most how many entries at most; at least 1
     * @return what is behind that; empty, with the same position, if nothing is
     */
    Future<Page> read(String tenant, String log, String after, int most);
}
