package dev.sluice.jmh;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.OnError;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.chain.Chain;
import dev.sluice.proxy.chain.FilterMeter;
import dev.sluice.proxy.chain.Link;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A filter that does nothing costs next to nothing, its clock, its deadline and its line in the journal included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChainBenchmark {

    private static final String REPLY = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + "word ".repeat(150)
            + "\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":150,\"total_tokens\":162}}";

    private final OpenAiDialect dialect = new OpenAiDialect();
    private final Endpoint chat = dialect.endpoints().stream()
            .filter(endpoint -> endpoint.path().equals("/v1/chat/completions"))
            .findFirst()
            .orElseThrow();
    private final Whole reply = new Whole(
            200, Headers.of("content-type", "application/json"), Buffer.buffer(REPLY), chat, Stopwatch.STOPPED);
    private final Body body = Body.of(Buffer.buffer("{}"));
    private final Chain none = chain(0);
    private final Chain three = chain(3);

    /** Making a call, with the journal and the scope that it has for itself; what the next one is to be compared with. */
    @Benchmark
    public Future<Reply> empty() {
        return none.proceed(call());
    }

    /** The same through three filters. */
    @Benchmark
    public Future<Reply> threeFilters() {
        return three.proceed(call());
    }

    /** Reading what a whole reply of 1 KB says of itself: model, finish reason, usage. */
    @Benchmark
    public Reply outcome(Blackhole sink) {
        return reply.onEnd((Outcome outcome) -> sink.consume(outcome.usage()));
    }

    private Call call() {
        return Call.builder(dialect, chat).id("call_1").body(body).model("m").build();
    }

    private Chain chain(int filters) {
        Link link = new Link("nothing", (call, next) -> next.proceed(call), OnError.FAIL, Duration.ofSeconds(5));
        List<Link> links = Stream.generate(() -> link).limit(filters).toList();
        return Chain.of("bench", links, call -> Future.succeededFuture(reply), new Clock(), FilterMeter.NONE);
    }

    /** Time without timers: nothing here waits. */
    private record Clock() implements Timers {

        @Override
        public Timer after(Duration delay, Runnable action) {
            throw new IllegalStateException("nothing here waits");
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    }
}
