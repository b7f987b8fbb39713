package dev.sluice.plugins.route.survive;

/** Lets so many percent of calls be hedged, and a few in a burst. */
public final class HedgeBudget {

    private static final double BURST = 10;

    private final double share;
    private double saved;

    /**
     * Starts with one hedge to give.
     *
     * @param percent of calls that may be hedged
     */
    public HedgeBudget(int percent) {
        this.share = percent / 100.0;
        this.saved = 1;
    }

    /** A call begins. */
    synchronized void call() {
        saved = Math.min(BURST, saved + share);
    }

    /** Whether one more may be hedged; takes it. */
    synchronized boolean take() {
        if (saved < 1) {
            return false;
        }
        saved--;
        return true;
    }
}
