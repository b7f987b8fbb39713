package dev.sluice.bench.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Warms every contestant up, finds what half load is, and then measures round by round. */
public final class Tournament {

    private static final Duration CALIBRATION = Duration.ofSeconds(2);
    private static final int LEAST_RATE = 10;

    private final Plan plan;
    private final List<Contestant> contestants;
    private final Meter meter;
    private final Consumer<String> progress;
    private final Map<String, Integer> halfRates = new HashMap<>();

    public Tournament(Plan plan, List<Contestant> contestants, Meter meter, Consumer<String> progress) {
        this.plan = plan;
        this.contestants = contestants;
        this.meter = meter;
        this.progress = progress;
    }

    /** Hands every sample to {@code samples} as soon as it is taken. */
    public void play(Consumer<Sample> samples) throws InterruptedException {
        for (Contestant contestant : contestants) {
            warmUp(contestant);
        }
        calibrate();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Phase phase : plan.phases()) {
                progress.accept("round " + round + " of " + plan.rounds() + ": " + phase.name());
                for (Contestant contestant : contestants) {
                    samples.accept(meter.measure(round, contestant, phase, halfRate(contestant)));
                }
            }
        }
    }

    /** Only with phases that load a contestant fully: a slow trickle compiles nothing. */
    private void warmUp(Contestant contestant) throws InterruptedException {
        progress.accept("warming up " + contestant.name());
        boolean upstream = contestant.process().isEmpty(); // The load of all others warms it, too.
        Duration warmUp = upstream ? plan.warmUp().dividedBy(3) : plan.warmUp();
        List<Phase> heavy = plan.phases().stream()
                .filter(phase -> phase.arrival() instanceof Arrival.Closed closed && closed.connections() > 1)
                .toList();
        for (Phase phase : heavy.isEmpty() ? plan.phases() : heavy) {
            meter.measure(0, contestant, phase.lasting(warmUp.dividedBy(Math.max(1, heavy.size()))), LEAST_RATE);
        }
    }

    private void calibrate() throws InterruptedException {
        Phase phase = plan.phases().getFirst().lasting(CALIBRATION);
        if (plan.phases().stream().noneMatch(each -> each.arrival() instanceof Arrival.HalfLoad)) {
            return;
        }
        int slowest = Integer.MAX_VALUE;
        for (Contestant contestant : contestants) {
            int half = (int) (meter.measure(0, contestant, phase, LEAST_RATE).callsPerSecond() / 2);
            halfRates.put(contestant.name(), Math.max(LEAST_RATE, half));
            slowest = contestant.peer() ? slowest : Math.min(slowest, half);
        }
        int common = Math.max(LEAST_RATE, slowest);
        halfRates.replaceAll((name, own) -> Math.min(own, common));
        progress.accept("half load: " + halfRates);
    }

    private int halfRate(Contestant contestant) {
        return halfRates.getOrDefault(contestant.name(), LEAST_RATE);
    }
}
