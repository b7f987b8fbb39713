package dev.sluice.plugins.redact.eval;

import java.util.List;

/** How many were found, found though nobody labelled them, and not found. */
final class Tally {

    private int hits;
    private int extra;
    private int missed;

    <T> void add(List<T> expected, List<T> found) {
        int both = (int) found.stream().filter(expected::contains).count();
        hits += both;
        extra += found.size() - both;
        missed += expected.size() - both;
    }

    void add(Tally other) {
        hits += other.hits;
        extra += other.extra;
        missed += other.missed;
    }

    void count(int expected, int found) {
        int both = Math.min(expected, found);
        hits += both;
        extra += found - both;
        missed += expected - both;
    }

    double precision() {
        return share(hits, hits + extra);
    }

    double recall() {
        return share(hits, hits + missed);
    }

    /** Recall counts twice as much as precision. */
    double f2() {
        return share(5 * hits, 5 * hits + 4 * missed + extra);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }

    @Override
    public String toString() {
        return "%9.3f %6.3f %6.3f %4d %4d %4d".formatted(precision(), recall(), f2(), hits, extra, missed);
    }
}
