package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
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

/** Which fields go on is told at one look at each, in both directions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeaderPolicyBenchmark {

    private final OpenAiDialect dialect = new OpenAiDialect();
    private final HeaderPolicy policy = new HeaderPolicy(
            false,
            ForwardedPolicy.DROP,
            Map.of("host", "api.example.com", "authorization", "Bearer sk-own"),
            new CallerKeys("openai", Presets.Auth.BEARER, false));
    private final Call call = Call.builder(dialect, dialect.endpoints().get(0))
            .headers(Headers.wrap(request()))
            .build();
    private final MultiMap reply = reply();

    /** What the Python SDK sends with each call, towards the provider. */
    @Benchmark
    public MultiMap towardsProvider() {
        MultiMap to = HttpHeaders.headers();
        policy.request(call, to);
        return to;
    }

    /** A provider's reply, towards the client. */
    @Benchmark
    public Headers towardsClient() {
        return HeaderPolicy.reply(reply);
    }

    private static MultiMap request() {
        return HttpHeaders.headers()
                .add("host", "localhost:8080")
                .add("accept-encoding", "gzip, deflate")
                .add("connection", "keep-alive")
                .add("accept", "application/json")
                .add("content-type", "application/json")
                .add("user-agent", "OpenAI/Python 2.8.0")
                .add("x-stainless-lang", "python")
                .add("x-stainless-package-version", "2.8.0")
                .add("x-stainless-os", "Linux")
                .add("x-stainless-arch", "x64")
                .add("x-stainless-runtime", "CPython")
                .add("x-stainless-runtime-version", "3.12.3")
                .add("authorization", "Bearer sk-client")
                .add("x-stainless-async", "false")
                .add("x-stainless-retry-count", "0")
                .add("x-stainless-read-timeout", "600")
                .add("content-length", "1024");
    }

    private static MultiMap reply() {
        return HttpHeaders.headers()
                .add("date", "Thu, 26 Nov 2026 08:00:00 GMT")
                .add("content-type", "application/json")
                .add("content-length", "1024")
                .add("connection", "keep-alive")
                .add("openai-processing-ms", "312")
                .add("openai-version", "2020-10-01")
                .add("x-ratelimit-limit-requests", "10000")
                .add("x-ratelimit-remaining-requests", "9999")
                .add("x-request-id", "req_1");
    }
}
