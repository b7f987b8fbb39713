package dev.sluice.jmh;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.Headers;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.guard.GuardFactory;
import dev.sluice.plugins.redact.RedactFactory;
import dev.sluice.plugins.validate.ValidateFactory;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A clean prompt of 2 kB through {@code validate}, {@code redact} and {@code guard} takes less than 60 microseconds, and an event of a
 * stream in which values are restored and for which three guards look less than 6 beyond one that passes through. Every call is a new
 * one: its body is read as it would be.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardrailsBenchmark {

    private static final int EVENTS = 200;
    private static final OpenAiDialect OPENAI = new OpenAiDialect();
    private static final Endpoint CHAT = OPENAI.chatEndpoint();
    private static final String VALIDATE =
            "{ models: ['*'], parameters: { max-output-tokens: { max: 4096 } }, messages: { max: 100, max-total-characters: 200000 } }";
    private static final String CLEAN = "Summarise the quarterly report for the board: revenue grew in all regions, costs fell a"
            + " little, and the new office opens in spring. Keep it short, friendly and factual, please. ";

    private static Filter filter(FilterFactory<?> factory, String config) {
        return made(factory, config);
    }

    private static <C> Filter made(FilterFactory<C> factory, String config) {
        ConfigDocument document = ConfigDocument.parse("bench", config, Environment.of(Map.of(), Map.of()));
        C bound = factory.configType().cast(document.bind(factory.configType().asSubclass(Record.class)));
        return factory.create(bound, new FakePluginContext(new VirtualTime())).result();
    }

    private static Call call(Buffer body) {
        return Call.builder(OPENAI, CHAT)
                .model("m")
                .body(Body.of(body))
                .streamed(true)
                .build();
    }

    private static Buffer request(String says) {
        return Json.object(
                        "model",
                        "m",
                        "stream",
                        true,
                        "max_tokens",
                        500,
                        "messages",
                        Json.array(Json.object("role", "user", "content", says)))
                .toBuffer();
    }

    private static Streamed stream(List<Buffer> chunks) {
        Framing framing = CHAT.replyLens().framing();
        List<Frames> frames = new ArrayList<>(chunks.size());
        chunks.forEach(chunk -> frames.add(framing.feed(chunk)));
        return new Streamed(200, Headers.empty(), Sources.of(frames), CHAT, Stopwatch.STOPPED);
    }

    private static int read(Reply reply) {
        int[] bytes = new int[1];
        Future<Void> read = Sources.forEach(
                ((Streamed) reply).frames(), frames -> bytes[0] += frames.raw().length());
        if (read.failed()) {
            throw new IllegalStateException(read.cause());
        }
        return bytes[0];
    }

    /** A prompt on its way in. */
    @State(Scope.Benchmark)
    public static class Prompt {

        /** Which filters it meets. */
        @Param({"none", "validate", "redact", "guard", "all"})
        public String filters = "";

        private Filter validate;
        private Filter redact;
        private Filter guard;
        private final Buffer body = request(CLEAN.repeat(2048 / CLEAN.length() + 1).substring(0, 2048));
        private final Streamed reply = stream(List.of());

        @Setup
        public void make() {
            Filter none = (call, next) -> next.proceed(call);
            boolean all = filters.equals("all");
            validate = all || filters.equals("validate") ? filter(new ValidateFactory(), VALIDATE) : none;
            redact = all || filters.equals("redact")
                    ? filter(new RedactFactory(), "{ key: 'a key that is long enough' }")
                    : none;
            guard = all || filters.equals("guard") ? filter(new GuardFactory(), "{}") : none;
        }

        private Future<Reply> send() {
            Next provider = sent -> Future.succeededFuture(reply);
            return validate.apply(
                    call(body), one -> redact.apply(one, two -> guard.apply(two, provider)));
        }
    }

    /** A stream on its way out. */
    @State(Scope.Benchmark)
    public static class Stream {

        private final List<Buffer> chunks = new ArrayList<>(EVENTS);
        private final Buffer body = request("Write to ann@example.com about the report.");
        private Filter redact;
        private Filter guard;

        @Setup
        public void make() {
            redact = filter(new RedactFactory(), "{ entities: [email], key: 'a key that is long enough' }");
            guard = filter(
                    new GuardFactory(),
                    "{ input: [], output: [ { check: { words: [top secret, acme corp] } }, { check: { patterns: ['EMP-[0-9]{6}'] } },"
                            + " { check: { urls: { allow: [example.com] } }, action: replace } ] }");
            String[] words = CLEAN.split("(?= )", -1); // As models cut: a space and a word.
            for (int i = 0; i < EVENTS; i++) {
                Json delta = Json.object("content", words[i % words.length]);
                Json choice = Json.object("index", 0, "delta", delta, "finish_reason", Null.NULL);
                chunks.add(Event.of(
                                null,
                                Json.object(
                                        "id",
                                        "chatcmpl-9zYb3c7Qx0L5",
                                        "object",
                                        "chat.completion.chunk",
                                        "created",
                                        1_700_000_000,
                                        "model",
                                        "gpt-5-mini-2025-08-07",
                                        "choices",
                                        Json.array(choice)))
                        .raw());
            }
        }
    }

    @Benchmark
    public Future<Reply> prompt(Prompt prompt) {
        return prompt.send();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int eventPassedThrough(Stream stream) {
        return read(stream(stream.chunks));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int eventRestoredAndGuarded(Stream stream) {
        Next provider = sent -> Future.succeededFuture(stream(stream.chunks));
        return read(stream.redact
                .apply(call(stream.body), one -> stream.guard.apply(one, provider))
                .result());
    }
}
