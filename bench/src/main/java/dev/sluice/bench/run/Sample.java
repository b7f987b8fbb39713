package dev.sluice.bench.run;

import dev.sluice.bench.load.Seen;
import java.time.Duration;
import java.util.Map;

/**
 * One phase on one contestant in one round.
 *
 * @param rate calls a second that were sent, 0 where that was up to the contestant
 * @param cpu processor time of the contestant in the window
 * @param loadCpu processor time of the load generator and the upstream in the window
 * @param residentBytes the contestant's memory at the window's end
 * @param faults what went wrong, and how often
 */
public record Sample(
        int round,
        String contestant,
        String phase,
        int rate,
        Duration window,
        Seen seen,
        Duration cpu,
        Duration loadCpu,
        long residentBytes,
        Map<String, Long> faults) {

    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    public double callsPerSecond() {
        return seen.calls() / seconds();
    }

    public double eventsPerSecond() {
        return seen.events() / seconds();
    }

    public double cpuMicrosPerCall() {
        return cpu.toNanos() / NANOS_PER_MICRO / seen.calls();
    }

    public double cpuMicrosPerEvent() {
        return cpu.toNanos() / NANOS_PER_MICRO / seen.events();
    }

    /** Share of a core that the contestant used, 0 to 1. */
    public double busy() {
        return cpu.toNanos() / (double) window.toNanos();
    }

    /** Share of a core that the load generator and the upstream used. */
    public double loadBusy() {
        return loadCpu.toNanos() / (double) window.toNanos();
    }

    public long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    private double seconds() {
        return window.toNanos() / NANOS_PER_SECOND;
    }
}
