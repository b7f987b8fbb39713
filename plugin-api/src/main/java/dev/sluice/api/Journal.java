package dev.sluice.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one call, as told by the filters and the host: decisions, warnings, time per filter.
 *
 * <p>All copies and forks of a call write into one journal, on any thread. It holds at most {@value #MAX_ENTRIES} entries of
 * each kind; more are counted, not kept.
 */
public final class Journal {

    /** How many entries of each kind are kept. */
    public static final int MAX_ENTRIES = 64;

    private final List<Decision> decisions = new ArrayList<>(4);
    private final List<String> warnings = new ArrayList<>(0);
    private final Map<String, Duration> filterTimes = new LinkedHashMap<>(8);
    private int dropped;
    private @Nullable Target target;
    private @Nullable Caller caller;
    private @Nullable Masking masking;

    /** Makes an empty journal. */
    public Journal() {}

    /**
     * Makes the journal of a call that was branched off and outlives its origin: who is calling and what must be masked hold
     * there too.
     *
     * @return a journal of its own
     */
    synchronized Journal detached() {
        Journal journal = new Journal();
        journal.caller = caller;
        journal.masking = masking;
        return journal;
    }

    /**
     * Notes what a filter did.
     *
     * @param decision kept in order
     */
    public synchronized void decide(Decision decision) {
        keep(decisions, decision);
    }

    /**
     * Notes something that the client should know of; sent as {@code x-sluice-warning} if the header is not out yet.
     *
     * @param warning a short phrase without line breaks
     */
    public synchronized void warn(String warning) {
        keep(warnings, warning);
    }

    /**
     * Adds to the time that a filter took by itself. Called by the host.
     *
     * @param filter the filter's name
     * @param time its own time, without what is below it
     */
    public synchronized void took(String filter, Duration time) {
        if (filterTimes.size() < MAX_ENTRIES || filterTimes.containsKey(filter)) {
            filterTimes.merge(filter, time, Duration::plus);
        }
    }

    /**
     * Notes where the call was sent. Called by the host for every attempt.
     *
     * @param target the attempt's target
     */
    public synchronized void sentTo(Target target) {
        this.target = target;
    }

    /**
     * Where the call was last sent.
     *
     * @return null if it never was
     */
    public synchronized @Nullable Target target() {
        return target;
    }

    /**
     * Notes who turned out to be calling. Called by {@link Call#withCaller}, so that a filter above, which has the call as
     * it was before, can tell in the end.
     *
     * @param caller the caller
     */
    synchronized void calledBy(Caller caller) {
        this.caller = caller;
    }

    /**
     * Who turned out to be calling.
     *
     * @return null if no filter has found out
     */
    public synchronized @Nullable Caller caller() {
        return caller;
    }

    /**
     * Notes what must be done to every text of this call before it is kept anywhere: recorded, logged, traced.
     *
     * @param more applied after what is noted already
     */
    public synchronized void maskWith(Masking more) {
        masking = masking == null ? more : masking.andThen(more);
    }

    /**
     * What must be done to every text of this call before it is kept anywhere.
     *
     * @return null if no filter has asked for anything
     */
    public synchronized @Nullable Masking masking() {
        return masking;
    }

    /**
     * The decisions so far.
     *
     * @return as they are now, in order
     */
    public synchronized List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    /**
     * The warnings so far.
     *
     * @return as they are now, in order
     */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Each filter's own time so far.
     *
     * @return as they are now, by filter name, in the order in which they first ran
     */
    public synchronized Map<String, Duration> filterTimes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(filterTimes));
    }

    /**
     * Entries that found no room.
     *
     * @return 0 nearly always
     */
    public synchronized int dropped() {
        return dropped;
    }

    private <T> void keep(List<T> list, T entry) {
        if (list.size() < MAX_ENTRIES) {
            list.add(entry);
        } else {
            dropped++;
        }
    }
}
