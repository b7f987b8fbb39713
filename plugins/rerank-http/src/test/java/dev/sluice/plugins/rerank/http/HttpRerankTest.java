package dev.sluice.plugins.rerank.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Secret;
import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against the shape that Cohere documents of its second version's endpoint. */
class HttpRerankTest {

    private static final String DOCUMENTED = """
            { "id": "07734bd2-2473-4f07-94e1-0d9f0e6843cf",
              "results": [ { "index": 2, "relevance_score": 0.999071 }, { "index": 0, "relevance_score": 0.32713068 },
                           { "index": 1, "relevance_score": 7.867e-05 } ],
              "meta": { "api_version": { "version": "2" }, "billed_units": { "search_units": 1 } } }
            """;

    @Test
    void readsTheOrder() throws TimeoutException {
        try (FixedServer server = new FixedServer(200, DOCUMENTED)) {
            List<Rank> ranks = ranked(server, List.of("Carson City", "Saipan", "Washington"));

            assertThat(ranks).containsExactly(new Rank(2, 0.999071), new Rank(0, 0.32713068), new Rank(1, 0.00007867));
            assertThat(server.asked.getFirst()).isEqualTo(new JsonObject("""
                            {"model": "rerank-v3.5", "query": "What is the capital?",
                             "documents": ["Carson City", "Saipan", "Washington"], "top_n": 3}"""));
            assertThat(server.heads).containsExactly("POST /v2/rerank Bearer k");
        }
    }

    @Test
    void sendsNoMoreOfAPassageThanItIsAllowed() throws TimeoutException {
        try (FixedServer server = new FixedServer(200, DOCUMENTED)) {
            ranked(server, List.of("a".repeat(99) + "🗼 tower", "b".repeat(101), "c"));

            assertThat(server.asked.getFirst().getJsonArray("documents"))
                    .containsExactly("a".repeat(99), "b".repeat(100), "c");
        }
    }

    @Test
    void failsWhereThereIsNoAnswer() throws TimeoutException {
        for (FixedServer server : List.of(
                new FixedServer(500, DOCUMENTED),
                new FixedServer(200, "no JSON"),
                new FixedServer(200, "{}"),
                new FixedServer(200, "{\"results\": [1]}"),
                new FixedServer(200, "{\"results\": [{\"index\": 0}]}"),
                new FixedServer(200, "{\"results\": [{\"index\": -1, \"relevance_score\": 1}]}"),
                new FixedServer(200, " ".repeat(2_000) + DOCUMENTED),
                new FixedServer(200, null))) {
            try (server) {
                assertThatThrownBy(() -> ranked(server, List.of("a"))).isInstanceOf(Exception.class);
            }
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> config(URI.create("ftp://example.com"), Duration.ofSeconds(1)))
                .hasMessageContaining("https:// or http://");
        assertThatThrownBy(() -> config(URI.create("http://example.com"), Duration.ZERO))
                .hasMessageContaining("more than 0s");
    }

    private static List<Rank> ranked(FixedServer server, List<String> passages) throws TimeoutException {
        Reranker reranker = new HttpRerankFactory()
                .create(config(server.url(), Duration.ofMillis(500)), server.context())
                .result();
        return reranker.rerank("What is the capital?", passages).await(5, TimeUnit.SECONDS);
    }

    private static HttpRerankConfig config(URI url, Duration timeout) {
        return new HttpRerankConfig(url, "rerank-v3.5", Secret.of("k"), 100, 100, timeout, 4, 16, new DataSize(2_000));
    }

    /** Answers everything with the same document, or with nothing at all, and remembers what it was asked. */
    private static final class FixedServer implements AutoCloseable {

        private final List<JsonObject> asked = Collections.synchronizedList(new ArrayList<>());
        private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
        private final Vertx vertx = Vertx.vertx();
        private final HttpServer server;

        FixedServer(int status, @Nullable String body) throws TimeoutException {
            server = vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(question -> {
                        asked.add(question.toJsonObject());
                        heads.add(request.method() + " " + request.path() + " " + request.getHeader("authorization"));
                        if (body != null) {
                            request.response().setStatusCode(status).end(body);
                        }
                    }))
                    .listen(0, "127.0.0.1")
                    .await(5, TimeUnit.SECONDS);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.actualPort() + "/v2/rerank");
        }

        FakePluginContext context() {
            return new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
        }

        @Override
        public void close() throws TimeoutException {
            vertx.close().await(5, TimeUnit.SECONDS);
        }
    }
}
