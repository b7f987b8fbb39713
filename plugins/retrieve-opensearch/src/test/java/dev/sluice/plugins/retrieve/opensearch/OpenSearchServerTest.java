package dev.sluice.plugins.retrieve.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import dev.sluice.api.retrieve.Search.Asker;
import dev.sluice.api.retrieve.Search.Condition;
import dev.sluice.api.retrieve.Search.Fusion;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.AccessBy;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Engine;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Fields;
import dev.sluice.plugins.retrieve.opensearch.OpenSearchConfig.Similarity;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a real OpenSearch with its k-NN plugin: {@code .ci/with-opensearch COMMAND} starts one and names it. */
@EnabledIfEnvironmentVariable(named = OpenSearchServerTest.URL, matches = "https?://.*")
class OpenSearchServerTest {

    static final String URL = "SLUICE_TEST_OPENSEARCH";

    private static final float[] ASKED = {1, 0, 0};

    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void make() throws IOException, InterruptedException {
        send("DELETE", "/chunks", "");
        assertThat(send("PUT", "/chunks", """
                        {"settings": {"index": {"knn": true, "number_of_shards": 1, "number_of_replicas": 0}},
                         "mappings": {"properties": {
                           "document": {"type": "keyword"}, "number": {"type": "integer"}, "title": {"type": "text"}, "url": {"type": "keyword"},
                           "heading": {"type": "text", "analyzer": "english"}, "text": {"type": "text", "analyzer": "english"},
                           "tenant": {"type": "keyword"}, "labels": {"type": "keyword"},
                           "metadata": {"properties": {"lang": {"type": "keyword"}, "year": {"type": "integer"}}},
                           "embedding": {"type": "knn_vector", "dimension": 3,
                             "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}}}}}""").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void bothHalvesMakeOneList() throws Exception {
        // given
        put("meaning", "[1,0,0]", "Time off is generous.", "*", "[]", "{}");
        put("words", "[0,1,0]", "Parental leave: thirty days.", "*", "[]", "{}");
        put("both", "[0.9,0.1,0]", "Paid leave, thirty days of leave.", "*", "[]", "{}");
        // when
        List<Passage> found = find("Days of leaves?", List.of(), anybody());
        // then
        assertThat(found).extracting(Passage::id).first().isEqualTo("both");
        assertThat(found).extracting(Passage::id).containsExactlyInAnyOrder("both", "meaning", "words");
        Passage meaning = found.stream()
                .filter(one -> one.id().equals("meaning"))
                .findFirst()
                .orElseThrow();
        assertThat(meaning.relevance()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-3));
        assertThat(meaning.title()).isEqualTo("Handbook");
        Passage words = found.stream()
                .filter(one -> one.id().equals("words"))
                .findFirst()
                .orElseThrow();
        assertThat(words.relevance())
                .as("it holds both words, stemmed by the engine")
                .isEqualTo(1);
    }

    @Test
    void aTenantFindsItsOwnAndWhatIsEverybodys() throws Exception {
        // given
        put("mine", "[1,0,0]", "leave", "acme", "[]", "{}");
        put("open", "[1,0,0]", "leave", "*", "[]", "{}");
        put("theirs", "[1,0,0]", "leave", "other", "[]", "{}");
        // when
        List<Passage> found = find("leave", List.of(), anybody());
        // then
        assertThat(found).extracting(Passage::id).containsExactlyInAnyOrder("mine", "open");
    }

    @Test
    void aLabelIsNeededWhereThereIsOne() throws Exception {
        // given
        put("hr", "[1,0,0]", "leave", "*", "[\"team=hr\", \"team=legal\"]", "{}");
        put("all", "[1,0,0]", "leave", "*", "[]", "{}");
        // when
        List<Passage> legal = find("leave", List.of(), Asker.of("acme", Map.of("team", "legal")));
        List<Passage> sales = find("leave", List.of(), Asker.of("acme", Map.of("team", "sales")));
        // then
        assertThat(legal).extracting(Passage::id).containsExactlyInAnyOrder("hr", "all");
        assertThat(sales).extracting(Passage::id).containsExactly("all");
    }

    @Test
    void whatOneMayFindIsFoundBehindManyThatOneMayNot() throws Exception {
        // given
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            lines.append("{\"index\":{}}\n{\"document\":\"t")
                    .append(i)
                    .append("\",\"number\":0,\"text\":\"x\",\"tenant\":\"other\",");
            lines.append("\"embedding\":[1,").append(i / 1e6).append(",0]}\n");
        }
        send("POST", "/chunks/_bulk", lines.toString());
        put("mine", "[0,1,0]", "far away", "acme", "[]", "{}");
        // when
        List<Passage> found = find("nothing of that", List.of(), anybody());
        // then
        assertThat(found).extracting(Passage::id).containsExactly("mine");
    }

    @Test
    void metadataIsFilteredByTextAndByNumber() throws Exception {
        // given
        put("old", "[1,0,0]", "leave", "*", "[]", "{\"year\": 2019, \"lang\": \"en\"}");
        put("new", "[1,0,0]", "leave", "*", "[]", "{\"year\": 2026, \"lang\": \"en\"}");
        put("german", "[1,0,0]", "leave", "*", "[]", "{\"year\": 2026, \"lang\": \"de\"}");
        // when
        List<Passage> found = find(
                "leave",
                List.of(new Condition("lang", Set.of("en"), null, null), new Condition("year", Set.of(), 2020.0, null)),
                anybody());
        // then
        assertThat(found).extracting(Passage::id).containsExactly("new");
    }

    @Test
    void anyWordsCanBeAskedFor() throws Exception {
        for (String question : List.of("it's", "a AND (b OR", "C:\\temp\\new 'x'", "\"}]}", "*:*", "…")) {
            put("one", "[1,0,0]", "leave", "*", "[]", "{}");
            assertThat(find(question, List.of(), anybody())).hasSize(1);
        }
    }

    @Test
    void aVectorOfAnotherSizeFails() throws Exception {
        // given
        put("one", "[1,0,0]", "leave", "*", "[]", "{}");
        Retriever retriever = open();
        // when / then
        assertThatThrownBy(() -> retriever
                        .retrieve(new Search("leave", new float[] {1, 0}, anybody(), List.of(), Fusion.DEFAULT, 10))
                        .await(5, TimeUnit.SECONDS))
                .hasMessageContaining("one failed");
    }

    private List<Passage> find(String text, List<Condition> conditions, Asker asker) throws Exception {
        send("POST", "/chunks/_refresh", "");
        return open().retrieve(new Search(text, ASKED, asker, conditions, Fusion.DEFAULT, 10))
                .await(10, TimeUnit.SECONDS);
    }

    private Retriever open() throws TimeoutException {
        Fields fields = new Fields(
                "document", "number", "title", "url", "heading", "text", "embedding", "tenant", "labels", "metadata.");
        OpenSearchConfig config = new OpenSearchConfig(
                URI.create(System.getenv(URL)),
                Engine.OPENSEARCH,
                "chunks",
                null,
                null,
                null,
                fields,
                AccessBy.ROWS,
                Similarity.COSINE,
                Duration.ofSeconds(5),
                4,
                4,
                new DataSize(1 << 20));
        FakePluginContext context = new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
        return new OpenSearchFactory().create(config, context).await(10, TimeUnit.SECONDS);
    }

    private static Asker anybody() {
        return new Asker("acme", Set.of());
    }

    private void put(String id, String vector, String text, String tenant, String labels, String metadata)
            throws IOException, InterruptedException {
        String body =
                "{\"document\":\"%s\",\"number\":0,\"title\":\"Handbook\",\"url\":\"\",\"heading\":\"Rules\",\"text\":\"%s\","
                                .formatted(id, text)
                        + "\"embedding\":%s,\"tenant\":\"%s\",\"labels\":%s,\"metadata\":%s}"
                                .formatted(vector, tenant, labels, metadata);
        assertThat(send("PUT", "/chunks/_doc/" + id + "?refresh=true", body).statusCode())
                .isIn(200, 201);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv(URL) + path))
                .header("content-type", path.endsWith("_bulk") ? "application/x-ndjson" : "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
