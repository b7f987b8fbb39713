package dev.sluice.proxy.telemetry.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notices event loops that are late or stuck: has each of them beat ten times a second, and compares with the clock. */
public final class EventLoopWatch implements MultiCollector {

    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration STUCK = Duration.ofSeconds(5);

    private final Histogram lag = new Histogram(Scale.FINE);
    private final Queue<Beat> beats = new ConcurrentLinkedQueue<>();

    private EventLoopWatch() {}

    /**
     * Watches until the loops end.
     *
     * @param vertx whose loops
     * @param loops how many it has
     * @return a watch, once all of them beat
     */
    public static Future<EventLoopWatch> start(Vertx vertx, int loops) {
        EventLoopWatch watch = new EventLoopWatch();
        return vertx.deployVerticle(watch::beat, new DeploymentOptions().setInstances(loops))
                .map(watch);
    }

    /**
     * Loops that do not answer.
     *
     * @return a sentence for each; empty if all is well
     */
    public List<String> stuck() {
        long now = System.nanoTime();
        return beats.stream()
                .filter(beat -> now - beat.last > STUCK.toNanos())
                .map(beat -> "The event loop " + beat.thread + " has not answered for "
                        + Duration.ofNanos(now - beat.last).toSeconds() + " s.")
                .toList();
    }

    @Override
    public MetricSnapshots collect() {
        return new Families()
                .histogram(
                        "sluice_event_loop_lag_seconds",
                        "How late timers of event loops fire, in whole milliseconds at best.",
                        List.of(lag.snapshot(Labels.EMPTY)))
                .all();
    }

    private Beat beat() {
        Beat beat = new Beat(lag);
        beats.add(beat);
        return beat;
    }

    /** One loop's heart; runs on that loop, and is read by others. */
    private static final class Beat implements Deployable {

        private final Histogram lag;
        private volatile long last = System.nanoTime();
        private volatile String thread = "";

        Beat(Histogram lag) {
            this.lag = lag;
        }

        @Override
        public Future<?> deploy(Context context) {
            thread = Thread.currentThread().getName();
            last = System.nanoTime();
            context.owner().setPeriodic(PERIOD.toMillis(), timer -> tick());
            return Future.succeededFuture();
        }

        private void tick() {
            long now = System.nanoTime();
            lag.record(now - last - PERIOD.toNanos());
            last = now;
        }
    }
}
