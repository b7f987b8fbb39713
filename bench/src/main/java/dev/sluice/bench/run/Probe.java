package dev.sluice.bench.run;

import dev.sluice.bench.process.Pinned;
import dev.sluice.bench.wire.ReplyShape;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until a call comes back from a contestant as it should. */
public final class Probe {

    private static final Duration WINDOW = Duration.ofMillis(200);
    private static final int LOG_LINES = 15;

    private final Meter meter;
    private final Duration patience;

    public Probe(Meter meter, Duration patience) {
        this.meter = meter;
        this.patience = patience;
    }

    /** Empty once the contestant is ready; otherwise why it is not, for people. */
    public Optional<String> await(Contestant contestant) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Sample sample = probe(contestant);
        while (sample.seen().calls() == 0 && System.nanoTime() < deadline && alive(contestant)) {
            sample = probe(contestant);
        }
        return sample.seen().calls() > 0 ? Optional.empty() : Optional.of(reason(contestant, sample.faults()));
    }

    private Sample probe(Contestant contestant) throws InterruptedException {
        Arrival one = new Arrival.Closed(1, Duration.ZERO);
        return meter.measure(
                0,
                contestant,
                new Phase("probe", new ReplyShape.Whole(1024), 1024, one, Duration.ofMillis(50), WINDOW),
                1);
    }

    private static boolean alive(Contestant contestant) {
        return contestant.process().map(Pinned::alive).orElse(true);
    }

    private static String reason(Contestant contestant, Map<String, Long> faults) throws IOException {
        List<String> log = contestant.process().isPresent()
                ? Files.readAllLines(contestant.process().get().log())
                : List.of();
        List<String> end = log.subList(Math.max(0, log.size() - LOG_LINES), log.size());
        return "expected " + contestant.name() + " to answer on port " + contestant.port() + ", found " + faults
                + "; its log ends:\n    " + String.join("\n    ", end);
    }
}
