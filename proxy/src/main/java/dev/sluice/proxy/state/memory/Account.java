package dev.sluice.proxy.state.memory;

import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.Window;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What counts of one account in one window: what was spent, and what is held. Guarded by the lock of its quotas. */
final class Account {

    private final Window window;
    private final Tally spent = new Tally();
    private final Tally held = new Tally();
    private Duration longestLease = Duration.ZERO;
    private long endFrom = Long.MAX_VALUE;
    private long end;

    Account(Window window) {
        this.window = window;
    }

    /** Forgets what has ended. */
    void advance(Instant now) {
        long millis = now.toEpochMilli();
        spent.advance(millis, end(now));
        if (held.size() > 0) {
            held.advance(millis, latestHeld(now));
        }
    }

    /** No lease ends later, however it was rounded. */
    private long latestHeld(Instant now) {
        long leased = now.toEpochMilli() + longestLease.toMillis() * 9 / 8 + 1;
        return window instanceof Window.Held ? leased : Math.min(leased, end(now));
    }

    boolean isIdle() {
        return spent.total() == 0 && held.total() == 0;
    }

    boolean fits(long amount, long max) {
        return spent.total() + held.total() + amount <= max;
    }

    /** Holds an amount; returns until when. */
    long hold(long amount, Instant reserved, Instant now, Duration lease) {
        long until = window.heldEnd(reserved, now, lease).toEpochMilli();
        longestLease = lease.compareTo(longestLease) > 0 ? lease : longestLease;
        held.add(until, amount);
        return until;
    }

    void letGo(long until, long amount) {
        held.take(until, amount);
    }

    void spend(long amount, Instant reserved, Instant now) {
        long until = window.end(reserved).toEpochMilli();
        if (until > now.toEpochMilli()) {
            spent.add(Math.min(until, end(now)), amount);
        }
    }

    /**
     * How it stands.
     *
     * @param wanted what was asked for
     * @param fitted whether there was room for it
     */
    Standing standing(Limit limit, long wanted, boolean fitted, Instant now) {
        long reset = lastEnd(now) - now.toEpochMilli();
        Duration resetIn = reset <= 0 || isIdle() ? Duration.ZERO : Duration.ofMillis(reset);
        Duration retryIn = fitted ? Duration.ZERO : retryIn(limit.max() - wanted, now);
        return new Standing(limit, spent.total(), held.total(), fitted, resetIn, retryIn);
    }

    /** When nothing counts any more. What is held will be spent, and then counts until the window of now ends, not the lease. */
    private long lastEnd(Instant now) {
        long ends = Math.max(spent.end(), held.end());
        return held.total() > 0 ? Math.max(ends, end(now)) : ends;
    }

    /** When at most {@code room} counts, if nothing is added. */
    private @Nullable Duration retryIn(long room, Instant now) {
        long counts = spent.total() + held.total();
        int s = 0;
        int h = 0;
        while (room >= 0 && (s < spent.size() || h < held.size())) {
            boolean spentFirst = h == held.size() || (s < spent.size() && spent.end(s) <= held.end(h));
            counts -= spentFirst ? spent.amount(s) : held.amount(h);
            long then = spentFirst ? spent.end(s++) : held.end(h++);
            if (counts <= room) {
                return Duration.ofMillis(then - now.toEpochMilli());
            }
        }
        return null;
    }

    /** When what is reserved now ends to count; the same for a while, and costly to find in a calendar. */
    private long end(Instant now) {
        long millis = now.toEpochMilli();
        if (!(window instanceof Window.Calendar)) {
            return window.end(now).toEpochMilli();
        }
        if (millis < endFrom || millis >= end) {
            endFrom = millis;
            end = window.end(now).toEpochMilli();
        }
        return end;
    }
}
