package dev.sluice.jmh;

import dev.sluice.api.json.Scan;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.Warmup;

/** Routing a call costs one scan of its body for {@code model} and {@code stream}, which stand behind the messages. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScanBenchmark {

    @Param({"1024", "16384", "1048576"})
    public int bytes;

    private final Scan scan = Scan.forKeys("model", "stream");
    private @Nullable Buffer body;

    @Setup
    public void makeBody() {
        String text = "the quick brown fox ".repeat(bytes / 20);
        body = Buffer.buffer("{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"model\":\"m\",\"stream\":true}");
    }

    @Benchmark
    public @Nullable String model() {
        return scan.over(Objects.requireNonNull(body, "set up")).text("model");
    }
}
