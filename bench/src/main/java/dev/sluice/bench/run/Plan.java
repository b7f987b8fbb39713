package dev.sluice.bench.run;

import dev.sluice.bench.wire.ReplyShape;
import java.time.Duration;
import java.util.List;

/**
 * The phases of a round, how often it is repeated, and how long each contestant is warmed up first.
 *
 * @param warmUp load on each contestant before the first round, shared out evenly among the phases
 */
public record Plan(String name, List<Phase> phases, int rounds, Duration warmUp) {

    private static final int KIB = 1024;
    private static final int CONNECTIONS = 32;
    private static final int CONNECTIONS_OF_LARGE = 8;
    private static final int LOW_RATE = 500;

    /** About two minutes: enough to see a change of a tenth. */
    public static Plan quick() {
        return standard("quick", Duration.ofMillis(1500), 2, Duration.ofSeconds(12));
    }

    public static Plan full() {
        return standard("full", Duration.ofSeconds(5), 4, Duration.ofSeconds(60));
    }

    /** Five thousand streams of twenty events a second, all at once. */
    public static Plan crowd() {
        ReplyShape shape = new ReplyShape.Stream(300, 20);
        Duration ramp = Duration.ofSeconds(15);
        Arrival arrival = new Arrival.Closed(5_000, ramp);
        Phase phase = new Phase(Phase.CROWD, shape, KIB, arrival, ramp.plusSeconds(5), Duration.ofSeconds(15));
        return new Plan("streams5000", List.of(phase), 1, Duration.ofSeconds(40));
    }

    /** The phases of these names; one that is not in the plan is an error. */
    public Plan only(List<String> names) {
        List<String> known = phases.stream().map(Phase::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("expected phases out of " + known + ", found " + names);
        }
        List<Phase> chosen =
                phases.stream().filter(phase -> names.contains(phase.name())).toList();
        return new Plan(name, chosen, rounds, warmUp);
    }

    /** As many connections in each closed phase. */
    public Plan withConnections(int connections) {
        List<Phase> changed = phases.stream()
                .map(phase -> phase.name().startsWith(Phase.CLOSED)
                        ? phase.arrivingAs(new Arrival.Closed(connections, Duration.ZERO))
                        : phase)
                .toList();
        return new Plan(name, changed, rounds, warmUp);
    }

    public Plan withRounds(int newRounds) {
        return new Plan(name, phases, newRounds, warmUp);
    }

    public Plan withWarmUp(Duration newWarmUp) {
        return new Plan(name, phases, rounds, newWarmUp);
    }

    /**
     * Streams run at ten thousand events a second, which neither saturates a proxy nor lets it merge events; they are opened
     * over the time that one lasts, so that as many begin in any second as in any other.
     */
    private static Plan standard(String name, Duration window, int rounds, Duration warmUp) {
        Duration settle = Duration.ofMillis(300);
        Duration ramp = Duration.ofSeconds(2);
        Phase streams = new Phase(
                Phase.STREAM,
                new ReplyShape.Stream(100, 50),
                KIB,
                new Arrival.Closed(200, ramp),
                ramp.plus(settle),
                window);
        return new Plan(
                name,
                List.of(
                        closed("1k", KIB, CONNECTIONS, settle, window),
                        closed("16k", 16 * KIB, CONNECTIONS, settle, window),
                        closed("1m", KIB * KIB, CONNECTIONS_OF_LARGE, settle, window),
                        streams,
                        new Phase(
                                Phase.SINGLE,
                                new ReplyShape.Whole(KIB),
                                KIB,
                                new Arrival.Closed(1, Duration.ZERO),
                                settle,
                                window),
                        open(Phase.LOW, new Arrival.Open(LOW_RATE), settle, window.multipliedBy(2)),
                        open(Phase.HALF, new Arrival.HalfLoad(), settle, window)),
                rounds,
                warmUp);
    }

    private static Phase closed(String size, int bytes, int connections, Duration settle, Duration window) {
        Arrival arrival = new Arrival.Closed(connections, Duration.ZERO);
        return new Phase(Phase.CLOSED + size, new ReplyShape.Whole(bytes), bytes, arrival, settle, window);
    }

    private static Phase open(String name, Arrival arrival, Duration settle, Duration window) {
        return new Phase(name, new ReplyShape.Whole(KIB), KIB, arrival, settle, window);
    }
}
