package dev.sluice.plugins.route.targets;

import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Ejects a target that fails: circuit breaker and outlier detection in one. It opens after failures in a row, or when too many calls
 * of the last seconds failed, or when told to; after a while, twice as long each time, one call is let through as a probe, and
 * its success closes it again.
 */
final class Breaker {

    private static final int MOST_DOUBLINGS = 6;

    private final HealthSettings settings;
    private final RandomGenerator random;
    private final Window window;
    private int inARow;
    private int ejections;
    private boolean open;
    private boolean probing;
    private long until;
    private String reason = "";

    Breaker(HealthSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.window = new Window(settings.window().toNanos());
    }

    /** What a target that is ejected, or not, is good for. */
    enum Gate {
        /** Calls are welcome. */
        OPEN,
        /** One call is wanted as a probe. */
        PROBE,
        /** No calls. */
        SHUT
    }

    synchronized Gate gate(long now) {
        if (!open) {
            return Gate.OPEN;
        }
        return now - until >= 0 && !probing ? Gate.PROBE : Gate.SHUT;
    }

    /** A call begins that may be the probe. */
    synchronized boolean begin(long now) {
        boolean probe = gate(now) == Gate.PROBE;
        probing |= probe;
        return probe;
    }

    /** A probe was given up before it showed anything: another may be made. */
    synchronized void abandoned(boolean probe) {
        probing &= !probe;
    }

    synchronized void succeeded(boolean probe, long now) {
        inARow = 0;
        window.add(true, now);
        if (probe) {
            open = false;
            probing = false;
            window.clear();
        } else if (!open && window.total(now) >= settings.minimumCalls()) {
            ejections = 0;
        }
    }

    /** Returns whether this ejected the target. */
    synchronized boolean failed(boolean probe, String why, long now) {
        inARow++;
        window.add(false, now);
        if (probe) {
            return eject("the probe failed: " + why, now);
        }
        if (open) {
            return false;
        }
        if (inARow >= settings.consecutiveFailures()) {
            return eject(inARow + " failures in a row, the last: " + why, now);
        }
        boolean enough = window.total(now) >= settings.minimumCalls();
        return enough && window.failureRate(now) >= settings.errorRate() && eject("error rate; " + why, now);
    }

    /** Ejects the target for what calls alone do not show: that it is much slower than its peers, say. */
    synchronized boolean ejectNow(String why, long now) {
        return !open && eject(why, now);
    }

    /** Ejects the target for a given time: it said so itself. Returns whether it was welcome until now. */
    synchronized boolean park(Duration time, String why, long now) {
        boolean news = !open;
        long then = now + time.toNanos();
        until = open ? Math.max(then, until) : then;
        open = true;
        probing = false;
        reason = why;
        return news;
    }

    /** A probe is due now, whatever was said of it before. */
    synchronized void probeFrom(long now) {
        until = open ? Math.min(until, now) : until;
    }

    /** Ends an ejection for a given reason. */
    synchronized void forgive(String because) {
        if (open && reason.equals(because)) {
            open = false;
            probing = false;
            inARow = 0;
            window.clear();
        }
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** When a probe is next due; only while it is open. */
    synchronized long until() {
        return until;
    }

    synchronized String reason() {
        return open ? reason : "";
    }

    private boolean eject(String why, long now) {
        long time = settings.ejection().toNanos() << Math.min(ejections, MOST_DOUBLINGS);
        until = now + time + (long) (time * random.nextDouble() / 10); // So that replicas do not probe in step.
        open = true;
        probing = false;
        reason = why;
        ejections++;
        inARow = 0;
        window.clear();
        return true;
    }

    /** Counts of the present and the last period, as seen in a window that slides over both. */
    private static final class Window {

        private final long period;
        private long begun;
        private int good;
        private int bad;
        private int goodBefore;
        private int badBefore;

        Window(long period) {
            this.period = period;
        }

        void add(boolean success, long now) {
            turn(now);
            good += success ? 1 : 0;
            bad += success ? 0 : 1;
        }

        int total(long now) {
            turn(now);
            return good + bad + goodBefore + badBefore;
        }

        double failureRate(long now) {
            return (double) (bad + badBefore) / Math.max(1, total(now));
        }

        void clear() {
            good = bad = goodBefore = badBefore = 0;
        }

        private void turn(long now) {
            if (now - begun < period) {
                return;
            }
            boolean recent = now - begun < 2 * period;
            goodBefore = recent ? good : 0;
            badBefore = recent ? bad : 0;
            good = bad = 0;
            begun = now;
        }
    }
}
