package dev.sluice.proxy.telemetry;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Headers;
import dev.sluice.api.Outcome;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls that are over, with fixed figures. */
public final class Ends {

    public static final Target TARGET = new Target("openai", "gpt-5-mini");
    private static final OpenAiDialect DIALECT = new OpenAiDialect();
    private static final Endpoint CHAT = DIALECT.endpoints().stream()
            .filter(endpoint -> endpoint.path().equals("/v1/chat/completions"))
            .findFirst()
            .orElseThrow();

    private Ends() {}

    public static Call call() {
        return Call.builder(DIALECT, CHAT)
                .id("call-1")
                .request(HttpMethod.POST, "/v1/chat/completions?key=sk-hidden")
                .headers(Headers.of("authorization", "Bearer sk-hidden"))
                .model("support")
                .streamed(true)
                .route("help")
                .caller(new Caller("acme", "key-7", Map.of()))
                .build();
    }

    /** As it came, before anybody knows whose it is. */
    public static Call anonymous() {
        return Call.builder(DIALECT, CHAT).id("call-1").route("help").build();
    }

    public static Call sentTo(Target target) {
        Call call = call();
        call.journal().sentTo(target);
        return call;
    }

    /** Answered in 1.5 s by a stream of five chunks whose first came after 300 ms, 120 microseconds of them Sluice's. */
    public static CallEnd streamed() {
        return ended(sentTo(TARGET), 200, null, outcome(Outcome.End.COMPLETED, 200), 5);
    }

    public static CallEnd refused() {
        return ended(call(), 429, "rate_limit_exceeded", null, 0);
    }

    public static CallEnd unread(String path) {
        CallEnd.RequestLine line = new CallEnd.RequestLine("GET", path, "", "");
        return new CallEnd(
                "call-2",
                null,
                line,
                404,
                "unknown_path",
                null,
                List.of(),
                new CallEnd.Timing(1_000, 0, 51_000, 0),
                90,
                0);
    }

    public static CallEnd ended(Call call, int status, String error, Outcome outcome, long chunks) {
        CallEnd.RequestLine line =
                new CallEnd.RequestLine("POST", "/v1/chat/completions", "openai", "chat-completions");
        CallEnd.Timing timing = new CallEnd.Timing(1_000, 300_001_000, 1_500_001_000, 120_000);
        return new CallEnd(call.id(), call, line, status, error, outcome, List.of(), timing, 2_048, chunks);
    }

    public static Outcome outcome(Outcome.End end, int status) {
        Usage usage = new Usage(120, 56, 100, 0, 7, 0, 0, false);
        return new Outcome(
                end, status, "stop", "gpt-5-mini", usage, Duration.ofMillis(290), Duration.ofMillis(1_499), null);
    }

    public static Whole reply(int status) {
        return new Whole(status, Headers.empty(), Buffer.buffer("{}"), CHAT, new Stopwatch(() -> 40_000_000, 0));
    }
}
