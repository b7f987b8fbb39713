package dev.sluice.proxy.telemetry.log;

import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallResult;
import dev.sluice.proxy.telemetry.WarningFields;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A line of the access log is spelled beside the event loops, but on the same cores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AccessLineBenchmark {

    private final AccessFormat json = LogStyle.JSON.accessFormat(ZoneOffset.UTC);
    private final StringBuilder out = new StringBuilder();
    private final AccessLine line = new AccessLine(
            1_790_000_000_123L,
            "call_0123456789ab0000001",
            new CallEnd.RequestLine("POST", "/v1/chat/completions", "openai", "chat"),
            200,
            CallResult.OK,
            null,
            new AccessLine.About(
                    "everything", "chat", "gpt-5-mini", false, new Target("openai", "gpt-5-mini"), "*", ""),
            "stop",
            new Usage(12, 150, 0, 0, 0, 0, 0, false),
            new BigDecimal("0.000303"),
            false,
            new CallEnd.Timing(1, 400_000_000, 401_000_000, 60_000),
            1024,
            0,
            WarningFields.NONE);

    @Benchmark
    public int json() {
        out.setLength(0);
        json.append(out, line);
        return out.length();
    }
}
