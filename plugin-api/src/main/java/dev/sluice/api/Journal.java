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

    /**
     * A decision and when it was made.
     *
     * @param at since the call came
     * @param decision what was decided
     */
    public record Entry(Duration at, Decision decision) {}

    private final Stopwatch sinceCame;
    private final List<Entry> timeline = new ArrayList<>(4);
    private final List<String> warnings = new ArrayList<>(0);
    private final Map<String, Duration> filterTimes = new LinkedHashMap<>(8);
    private final List<Attempt> attempts = new ArrayList<>(0);
    private final List<Asked> later = new ArrayList<>(0);
    private int asked;
    private int unheard;
    private long unheardSince;
    private long waited;
    private int dropped;
    private int warned;
    private @Nullable Target target;
    private @Nullable Caller caller;
    private @Nullable Masking masking;

    /** Makes an empty journal of a call that comes now. */
    public Journal() {
        this(Stopwatch.start(System::nanoTime));
    }

    /**
     * Makes an empty journal.
     *
     * @param sinceCame runs since the call came; by it decisions are timed
     */
    public Journal(Stopwatch sinceCame) {
        this.sinceCame = sinceCame;
    }

    /**
     * Makes the journal of a call that was branched off and outlives its origin: who is calling and what must be masked hold
     * there too.
     *
     * @return a journal of its own
     */
    synchronized Journal detached() {
        Journal journal = new Journal(sinceCame);
        journal.caller = caller;
        journal.masking = masking;
        return journal;
    }

    /**
     * Notes what a filter does now.
     *
     * @param decision kept in order
     */
    public synchronized void decide(Decision decision) {
        keep(timeline, new Entry(sinceCame.elapsed(), decision));
    }

    /**
     * Notes what was decided for another call, which was sent in the place of this one.
     *
     * @param other where it is noted: the journal of a copy, timed by the same clock
     */
    public void decideAsIn(Journal other) {
        List<Entry> entries = other.timeline();
        synchronized (this) {
            entries.forEach(entry -> keep(timeline, entry));
        }
    }

    /**
     * Notes something that the client should know of; sent as {@code x-sluice-warning} if the header is not out yet.
     *
     * @param warning a short phrase without line breaks
     */
    public synchronized void warn(String warning) {
        warned++;
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

    /** Notes that a provider is asked from now on. Called by the host for every attempt. */
    public synchronized void asked() {
        long now = sinceCame.clock().getAsLong();
        if (asked++ > 0 && later.size() < MAX_ENTRIES) {
            later.add(new Asked(now, waitedUntil(now)));
        }
        if (unheard++ == 0) {
            unheardSince = now;
        }
    }

    /** Notes that one of those that were asked has a reply, or has failed. Called by the host for every attempt. */
    public synchronized void heard() {
        long now = sinceCame.clock().getAsLong();
        waited = waitedUntil(now);
        unheardSince = now;
        unheard--;
    }

    /**
     * How much of the call's time went to providers: to attempts until they had a reply or failed, those that went on at the same
     * time counted once, and to the reply that is given up to now.
     *
     * @param given runs since the reply was asked for; null, or {@link Stopwatch#STOPPED}, if no provider sent it
     * @return without pauses between attempts
     */
    public synchronized Duration waited(@Nullable Stopwatch given) {
        if (given == null || given.equals(Stopwatch.STOPPED)) {
            return Duration.ofNanos(waitedUntil(sinceCame.clock().getAsLong()));
        }
        long before = 0;
        for (Asked attempt : later) {
            if (attempt.at() - given.startedAt() <= 0) {
                before = attempt.waited();
            }
        }
        return given.elapsed().plusNanos(before);
    }

    private long waitedUntil(long now) {
        return unheard == 0 ? waited : waited + now - unheardSince;
    }

    /** When an attempt beyond the first began, and how long providers were waited for before it, in nanoseconds. */
    private record Asked(long at, long waited) {}

    /**
     * Notes a whole reply of a provider, whoever gets it in the end. Called by the host for every attempt that brings one.
     *
     * @param answer metered
     */
    public synchronized void answered(Whole answer) {
        keep(attempts, new Attempt(answer, null));
    }

    /**
     * Notes what an attempt has used whose reply nobody gets and that did not come whole: a stream that was given up, say.
     *
     * @param attempt what it has used, perhaps estimated
     */
    public synchronized void spent(Spent attempt) {
        keep(attempts, new Attempt(null, attempt));
    }

    /**
     * Takes over what attempts have used that were made for this call by a branch of it with a journal of its own.
     *
     * @param branch its journal
     */
    public void tookOver(Journal branch) {
        List<Attempt> taken = branch.attemptsSince(0);
        synchronized (this) {
            taken.forEach(attempt -> keep(attempts, attempt));
        }
    }

    /**
     * How many attempts were noted so far.
     *
     * @return what {@link #besides} takes, by who is asked only for what comes after
     */
    public synchronized int attempts() {
        return attempts.size();
    }

    /**
     * What attempts have used beside the one whose reply is given: answers that failed a check and led to another attempt, that a
     * filter refused to pass on, or that were given up. Providers charge for them all the same.
     *
     * @param given the reply that was passed on, in whatever state filters have left it; null if there is none
     * @param since so many attempts are left out, the first ones
     * @return empty for nearly every call
     */
    public List<Spent> besides(@Nullable Reply given, int since) {
        List<Spent> all = new ArrayList<>(0);
        for (Attempt attempt : attemptsSince(since)) {
            Spent told = attempt.spent();
            Whole answer = attempt.answer();
            if (told != null) {
                all.add(told);
            } else if (answer != null && (given == null || !isOf(answer, given))) {
                answer.onEnd(outcome -> used(answer, outcome, all));
            }
        }
        return all;
    }

    /** Filters make other replies of an answer; what meters it stays the same. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOf(Whole answer, Reply given) {
        return answer.metering() == given.metering();
    }

    private synchronized List<Attempt> attemptsSince(int first) {
        return first >= attempts.size() ? List.of() : List.copyOf(attempts.subList(first, attempts.size()));
    }

    private static void used(Whole answer, Outcome outcome, List<Spent> all) {
        Target from = answer.origin().target();
        Usage usage = outcome.usage();
        if (from != null && usage != null) {
            all.add(new Spent(from, usage, outcome.cost()));
        }
    }

    /** One that was made: its whole reply, which is read only if somebody asks, or what it has used. */
    private record Attempt(@Nullable Whole answer, @Nullable Spent spent) {}

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
        return timeline.stream().map(Entry::decision).toList();
    }

    /**
     * The decisions so far, and when each was made.
     *
     * @return as they are now, in the order in which they were noted
     */
    public synchronized List<Entry> timeline() {
        return List.copyOf(timeline);
    }

    /**
     * How long the call has been going on.
     *
     * @return since it came
     */
    public Duration elapsed() {
        return sinceCame.elapsed();
    }

    /**
     * The warnings so far.
     *
     * @return as they are now, in order; the first {@value #MAX_ENTRIES} of {@link #warned}
     */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * How many warnings there were so far, those that found no room included.
     *
     * @return 0 nearly always
     */
    public synchronized int warned() {
        return warned;
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
