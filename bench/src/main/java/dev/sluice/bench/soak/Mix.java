package dev.sluice.bench.soak;

import dev.sluice.bench.load.ClosedPace;
import dev.sluice.bench.load.LeavingPace;
import dev.sluice.bench.load.Load;
import dev.sluice.bench.load.Pace;
import dev.sluice.bench.load.Request;
import dev.sluice.bench.run.Contestant;
import dev.sluice.bench.wire.Loop;
import dev.sluice.bench.wire.ReplyShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything at once: whole replies of three sizes, streams, and clients that leave in the middle of each. */
final class Mix {

    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final int KIB = 1024;

    private final Loop loop;
    private final Contestant contestant;

    /** One kind of load. */
    private record Part(ReplyShape shape, int requestBytes, Pace pace) {}

    /** What the clients saw: replies that ended while all parts ran, and what was wrong with any. */
    record Seen(long calls, long events, Map<String, Long> faults) {}

    Mix(Loop loop, Contestant contestant) {
        this.loop = loop;
        this.contestant = contestant;
    }

    Seen run(Duration duration) throws InterruptedException {
        List<Load> loads = new ArrayList<>();
        for (Part part : parts()) {
            Request request = Request.of(contestant.addressing(), contestant.port(), part.shape(), part.requestBytes());
            loads.add(new Load(loop, contestant.port(), request, part.pace()));
        }
        loads.forEach(Load::start);
        loads.forEach(load -> load.startWindow(() -> true));
        Thread.sleep(duration);
        long calls = 0;
        long events = 0;
        Map<String, Long> faults = new TreeMap<>();
        for (Load load : loads) {
            var seen = load.endWindow(() -> true).seen();
            calls += seen.calls();
            events += seen.events();
            load.stop(DRAIN).faults().forEach((fault, times) -> faults.merge(fault, times, Long::sum));
        }
        return new Seen(calls, events, faults);
    }

    private static List<Part> parts() {
        ReplyShape stream = new ReplyShape.Stream(100, 50);
        Duration ramp = Duration.ofSeconds(2);
        return List.of(
                new Part(new ReplyShape.Whole(KIB), KIB, new ClosedPace(8, ramp)),
                new Part(new ReplyShape.Whole(16 * KIB), 16 * KIB, new ClosedPace(4, ramp)),
                new Part(stream, KIB, new ClosedPace(50, ramp)),
                new Part(stream, KIB, new LeavingPace(30, Duration.ofMillis(500))),
                new Part(new ReplyShape.Whole(KIB), KIB, new LeavingPace(4, Duration.ofMillis(3))),
                new Part(new ReplyShape.Whole(KIB * KIB), KIB, new LeavingPace(4, Duration.ofMillis(20))));
    }
}
