package dev.sluice.jmh;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import io.vertx.core.buffer.Buffer;
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

/** An event that nobody reads is cut out of its stream without being parsed, and without a copy if it came by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SseBenchmark {

    private static final String EVENT = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1700000000,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},"
            + "\"finish_reason\":null}]}\n\n";

    private final Framing framing = Framing.sse();
    private final Buffer whole = Buffer.buffer(EVENT);
    private final Buffer head = Buffer.buffer(EVENT.substring(0, 100));
    private final Buffer tail = Buffer.buffer(EVENT.substring(100));

    /** As providers send it: a chunk is an event. */
    @Benchmark
    public Frames cut() {
        return framing.feed(whole);
    }

    /** An event that comes in two chunks. */
    @Benchmark
    public Frames cutInTwo() {
        framing.feed(head);
        return framing.feed(tail);
    }

    /** What a filter pays that looks at an event. */
    @Benchmark
    public Object parse() {
        return framing.feed(whole).events().get(0).json();
    }
}
