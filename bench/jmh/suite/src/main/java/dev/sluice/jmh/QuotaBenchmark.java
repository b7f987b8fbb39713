package dev.sluice.jmh;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Window;
import dev.sluice.proxy.state.memory.MemoryState;
import dev.sluice.proxy.time.LoopTimers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What limits cost a call whose counts are in the memory of the process: reserved before, settled after. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuotaBenchmark {

    private static final Duration LEASE = Duration.ofSeconds(60);

    @Param({"1", "4"})
    public int limits;

    private final Vertx vertx = Vertx.vertx();
    private final Quotas quotas = new MemoryState(
                    vertx, new LoopTimers(vertx), new MemoryState.Bounds(1 << 20, 100_000))
            .quotas(new Use("bench", Use.Fallback.FAIL));
    private List<Charge> charges = List.of();
    private List<Long> used = List.of();

    @Setup
    public void makeCharges() {
        List<Window> windows = List.of(
                new Window.Rolling(Duration.ofMinutes(1)),
                new Window.Rolling(Duration.ofHours(1)),
                new Window.Calendar(Window.Unit.MONTH, ZoneId.of("Europe/Zurich")),
                new Window.Held());
        charges = windows.stream()
                .limit(limits)
                .map(window -> new Limit("acme", "tokens", Limit.MOST, window, true).charge(500))
                .toList();
        used = charges.stream().map(charge -> 120L).toList();
    }

    @TearDown
    public void close() {
        vertx.close();
    }

    @Benchmark
    public @Nullable Object call() {
        Admission admission = quotas.reserve(charges, LEASE).result();
        return admission instanceof Admission.Granted granted ? granted.hold().settle(used) : null;
    }
}
