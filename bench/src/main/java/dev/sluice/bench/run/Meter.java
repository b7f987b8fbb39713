package dev.sluice.bench.run;

import dev.sluice.bench.load.ClosedPace;
import dev.sluice.bench.load.Load;
import dev.sluice.bench.load.OpenPace;
import dev.sluice.bench.load.Pace;
import dev.sluice.bench.load.Request;
import dev.sluice.bench.process.Pinned;
import dev.sluice.bench.process.Usage;
import dev.sluice.bench.wire.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs one phase on one contestant, and reads both ends of its window in the same turn of the load's loop. */
public final class Meter {

    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Loop loop;
    private final List<ProcessHandle> loadSide;

    public Meter(Loop loop, Pinned upstream) {
        this.loop = loop;
        this.loadSide = Stream.concat(Stream.of(ProcessHandle.current()), upstream.tree().stream())
                .toList();
    }

    private record Reading(Usage contestant, Usage load, long residentBytes) {}

    /**
     * Puts the load of a phase on a contestant.
     *
     * @param halfRate what {@link Arrival.HalfLoad} means for this contestant, in calls a second
     */
    public Sample measure(int round, Contestant contestant, Phase phase, int halfRate) throws InterruptedException {
        try (Request request =
                Request.of(contestant.addressing(), contestant.port(), phase.shape(), phase.requestBytes())) {
            Load load = new Load(loop, contestant.port(), request, pace(phase.arrival(), halfRate));
            load.start();
            Thread.sleep(phase.settle());
            List<ProcessHandle> processes =
                    contestant.process().map(Pinned::tree).orElse(List.of());
            Reading start = load.startWindow(() -> read(processes));
            Thread.sleep(phase.window());
            Load.Window<Reading> end = load.endWindow(() -> read(processes));
            Map<String, Long> faults = load.stop(DRAIN).faults();
            return sample(round, contestant, phase, start, end, faults, rate(phase.arrival(), halfRate));
        }
    }

    private static Sample sample(
            int round,
            Contestant contestant,
            Phase phase,
            Reading start,
            Load.Window<Reading> end,
            Map<String, Long> faults,
            int rate) {
        Reading stop = end.reading();
        return new Sample(
                round,
                contestant.name(),
                phase.name(),
                rate,
                Duration.ofNanos(stop.load.atNanos() - start.load.atNanos()),
                end.seen(),
                stop.contestant.cpu().minus(start.contestant.cpu()),
                stop.load.cpu().minus(start.load.cpu()),
                stop.residentBytes,
                faults);
    }

    private Reading read(List<ProcessHandle> contestant) {
        return new Reading(Usage.of(contestant), Usage.of(loadSide), Usage.residentBytes(contestant));
    }

    private static Pace pace(Arrival arrival, int halfRate) {
        return switch (arrival) {
            case Arrival.Closed(int connections, Duration ramp) -> new ClosedPace(connections, ramp);
            case Arrival.Open open -> new OpenPace(open.perSecond());
            case Arrival.HalfLoad half -> new OpenPace(halfRate);
        };
    }

    private static int rate(Arrival arrival, int halfRate) {
        return switch (arrival) {
            case Arrival.Closed closed -> 0;
            case Arrival.Open open -> open.perSecond();
            case Arrival.HalfLoad half -> halfRate;
        };
    }
}
