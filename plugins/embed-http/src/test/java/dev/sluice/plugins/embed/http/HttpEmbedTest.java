package dev.sluice.plugins.embed.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Secret;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.Timers;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks a real server on loopback, which answers as the test says. */
class HttpEmbedTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakePluginContext context =
            new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
    private final ConcurrentLinkedQueue<Function<JsonObject, Answer>> answers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Duration> pauses = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    private record Answer(int status, String body) {}

    private record Asked(@Nullable String authorization, JsonObject body) {}

    @BeforeEach
    void listen() throws Exception {
        server = await(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void embedsWhatItIsGiven() throws Exception {
        Embedder embedder = embedder(config(null, ""));

        List<float[]> vectors = await(embedder.embed(Purpose.PASSAGE, List.of("one", "three")));

        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(0)[0]).isCloseTo(0.6f, within(1e-6f)); // The server's (3, 4) at length 1.
        assertThat(asked).last().satisfies(request -> {
            assertThat(request.authorization()).isEqualTo("Bearer sk-test");
            assertThat(request.body().getString("model")).isEqualTo("small");
            assertThat(request.body().getJsonArray("input")).containsExactly("one", "three");
        });
        assertThat(embedder.model().dimensions()).isEqualTo(2);
        assertThat(embedder.model().batch()).isEqualTo(8);
    }

    @Test
    void saysWhatTheModelWantsBeforeAQuestion() throws Exception {
        Embedder embedder = embedder(config(null, "query: "));

        await(embedder.embed(Purpose.QUERY, List.of("why")));

        assertThat(asked)
                .last()
                .satisfies(request ->
                        assertThat(request.body().getJsonArray("input")).containsExactly("query: why"));
    }

    @Test
    void refusesVectorsOfAnotherSizeThanTheConfigSays() {
        assertThatThrownBy(() -> embedder(config(384, "")))
                .hasRootCauseMessage(
                        "Expected vectors of 384 dimensions of small, found 2: correct dimensions, or leave it out.");
        assertThat(asked)
                .first()
                .satisfies(request ->
                        assertThat(request.body().getInteger("dimensions")).isEqualTo(384));
    }

    @Test
    void putsVectorsIntoTheOrderOfTheTexts() throws Exception {
        Embedder embedder = embedder(config(null, ""));
        answers.add(body ->
                new Answer(200, "{\"data\":[{\"index\":1,\"embedding\":[0,1]},{\"index\":0,\"embedding\":[1,0]}]}"));

        List<float[]> vectors = await(embedder.embed(Purpose.PASSAGE, List.of("a", "b")));

        assertThat(vectors.get(0)).containsExactly(1, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no JSON                                                   | in OpenAI's shape
                    {}                                                        | in OpenAI's shape
                    {"data":[{"index":0,"embedding":"x"}]}                    | in OpenAI's shape
                    {"data":[]}                                               | Expected 1 vectors, found 0
                    {"data":[{"index":0,"embedding":[]}]}                     | found an empty one
                    {"data":[{"index":7,"embedding":[1]}]}                    | found number 7 again or not among them
                    """)
    void refusesRepliesThatAreNone(String reply, String message) throws Exception {
        Embedder embedder = embedder(config(null, ""));
        answers.add(body -> new Answer(200, reply));

        assertThatThrownBy(() -> await(embedder.embed(Purpose.PASSAGE, List.of("a"))))
                .hasMessageContaining(message)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void refusesVectorsOfSeveralSizes() throws Exception {
        Embedder embedder = embedder(config(null, ""));
        answers.add(body -> new Answer(200, "{\"data\":[{\"embedding\":[1]},{\"embedding\":[1,2]}]}"));

        assertThatThrownBy(() -> await(embedder.embed(Purpose.PASSAGE, List.of("a", "b"))))
                .hasMessageContaining("Expected vectors of one size, found 1 and 2");
    }

    @Test
    void triesAgainWhereTheServerAsksForPatience() throws Exception {
        answers.add(body -> new Answer(429, "slow down"));
        answers.add(body -> new Answer(503, "busy"));

        List<float[]> vectors = await(impatient().vectors(List.of("a")));

        assertThat(vectors).hasSize(1);
        assertThat(asked).hasSize(3);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void givesUpOnAServerThatStaysBusy() {
        IntStream.range(0, 5).forEach(i -> answers.add(body -> new Answer(503, "busy")));

        assertThatThrownBy(() -> await(impatient().vectors(List.of("a"))))
                .hasMessageContaining("found status 503: busy");
        assertThat(asked).hasSize(3);
    }

    /** Notes how long it would have waited. */
    private Endpoint impatient() {
        return new Endpoint(config(null, ""), vertx.createHttpClient(), new Timers() {
            @Override
            public Timer after(Duration delay, Runnable action) {
                if (delay.compareTo(Duration.ofSeconds(1)) <= 0) { // Not the bound of an exchange.
                    pauses.add(delay);
                    action.run();
                }
                return () -> {};
            }

            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public Instant now() {
                return Instant.EPOCH;
            }
        });
    }

    @Test
    void saysWhatTheServerSaidWhenItRefuses() {
        answers.add(body -> new Answer(401, "wrong key"));

        assertThatThrownBy(() -> embedder(config(null, "")))
                .hasMessageContaining("found status 401: wrong key")
                .hasMessageNotContaining("sk-test");
    }

    @Test
    void readsNoReplyThatIsTooLarge() throws Exception {
        Embedder embedder = embedder(config(null, ""));
        answers.add(body -> new Answer(200, " ".repeat(100_000)));

        assertThatThrownBy(() -> await(embedder.embed(Purpose.PASSAGE, List.of("a"))))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void countsTokensRatherTooHigh() throws Exception {
        Embedder embedder = embedder(config(null, ""));

        assertThat(embedder.tokens("hello world")).isEqualTo(4);
        assertThat(embedder.tokens("東京")).isEqualTo(2);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> config("ftp://example.com", null, "")).hasMessageContaining("begins with https://");
    }

    private void serve(HttpServerRequest request) {
        request.body().onSuccess(bytes -> {
            JsonObject body = bytes.toJsonObject();
            asked.add(new Asked(request.getHeader("authorization"), body));
            Function<JsonObject, Answer> next = answers.poll();
            Answer answer = next == null ? new Answer(200, vectors(body)) : next.apply(body);
            request.response().setStatusCode(answer.status()).end(answer.body());
        });
    }

    private static String vectors(JsonObject body) {
        JsonArray data = new JsonArray();
        for (int i = 0; i < body.getJsonArray("input").size(); i++) {
            data.add(new JsonObject()
                    .put("index", i)
                    .put("embedding", new JsonArray().add(3).add(4)));
        }
        return new JsonObject().put("data", data).encode();
    }

    private Embedder embedder(HttpEmbedConfig config) throws Exception {
        return await(new HttpEmbedFactory().create(config, context));
    }

    /** An empty one is read as YAML, in which nothing is no text: the config could not be read without the key. */
    @Test
    void noDefaultIsEmpty() {
        assertThat(HttpEmbedConfig.class.getRecordComponents())
                .filteredOn(component -> component.isAnnotationPresent(Default.class))
                .isNotEmpty()
                .noneMatch(component ->
                        component.getAnnotation(Default.class).value().isEmpty());
    }

    private HttpEmbedConfig config(@Nullable Integer dimensions, String queryPrefix) {
        return config("http://127.0.0.1:" + server.actualPort() + "/v1/embeddings", dimensions, queryPrefix);
    }

    private static HttpEmbedConfig config(String url, @Nullable Integer dimensions, String queryPrefix) {
        return new HttpEmbedConfig(
                URI.create(url),
                "small",
                Secret.of("sk-test"),
                dimensions,
                512,
                8,
                2,
                Duration.ofSeconds(5),
                DataSize.parse("64KiB"),
                queryPrefix,
                "");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }
}
