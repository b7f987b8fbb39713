package dev.sluice.plugins.retrieve.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Secret;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of an engine, and what is made of answers in the shape that both document. */
class OpenSearchRetrieverTest {

    private static final String MAPPING = """
            {"chunks-1": {"mappings": {"properties": {"document": {}, "number": {}, "title": {}, "heading": {}, "text": {},
             "embedding": {}, "tenant": {}, "labels": {}, "metadata": {}}}}}""";

    private static final String HALVES = """
            {"took": 3, "responses": [
              {"took": 1, "timed_out": false, "hits": {"hits": [{"_id": "w", "_score": 7.1}, {"_id": "b", "_score": 2.0}]}, "status": 200},
              {"took": 2, "timed_out": false, "hits": {"hits": [{"_id": "b", "_score": 0.9}, {"_id": "v", "_score": 0.75}]}, "status": 200}]}""";

    private static final String TEXTS = """
            {"took": 1, "timed_out": false, "hits": {"hits": [
              {"_id": "v", "_score": 0, "_source": {"document": "handbook", "number": 3, "title": "Handbook", "url": "https://kb/1", "heading": "Rules", "text": "Time off."}},
              {"_id": "w", "_score": 1, "_source": {"document": "leave", "number": 0, "text": "Paid leave."}, "matched_queries": ["leave"]},
              {"_id": "b", "_score": 2, "_source": {"document": "both", "number": 1, "text": "Thirty days of leave."}, "matched_queries": ["days"]}]}}""";

    private final Map<String, String> answers =
            new HashMap<>(Map.of("/chunks/_mapping", MAPPING, "/chunks/_msearch", HALVES, "/chunks/_search", TEXTS));

    @Test
    void bothHalvesMakeOneList() throws TimeoutException {
        try (EngineStub engine = new EngineStub(answers)) {
            List<Passage> found = found(engine, Engine.OPENSEARCH, search(List.of()));

            assertThat(found).extracting(Passage::id).containsExactly("both", "leave", "handbook");
            assertThat(found.get(0).relevance()).isCloseTo(0.8, offset());
            assertThat(found.get(1).relevance()).as("one of two words").isEqualTo(0.5);
            assertThat(found.get(2))
                    .isEqualTo(new Passage("handbook", 3, "Handbook", "https://kb/1", "Rules", "Time off.", 0.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENSEARCH, 3", "ELASTICSEARCH, 3"})
    void whoMayFindAPassageIsAConditionOfEachQuery(Engine kind, int queries) throws TimeoutException {
        try (EngineStub engine = new EngineStub(answers)) {
            found(engine, kind, search(List.of()));

            JsonArray filter = filter(engine.line(1, 1).getJsonObject("query").getJsonObject("bool"));
            assertThat(filter.encode())
                    .isEqualTo(
                            "[{\"terms\":{\"tenant\":[\"acme\",\"*\"]}},{\"bool\":{\"should\":[{\"bool\":{\"must_not\":"
                                    + "[{\"exists\":{\"field\":\"labels\"}}]}},{\"terms\":{\"labels\":[\"team=hr\"]}}],"
                                    + "\"minimum_should_match\":1}}]");
            assertThat(filter(knn(engine, kind).getJsonObject("filter").getJsonObject("bool")))
                    .isEqualTo(filter);
            JsonArray last = filter(engine.line(2, 0).getJsonObject("query").getJsonObject("bool"));
            assertThat(last).hasSize(queries).containsAll(filter);
        }
    }

    @Test
    void eachEngineIsAskedForVectorsInItsOwnWords() throws TimeoutException {
        try (EngineStub engine = new EngineStub(answers)) {
            found(engine, Engine.OPENSEARCH, search(List.of()));
            assertThat(knn(engine, Engine.OPENSEARCH).getJsonArray("vector")).isEqualTo(new JsonArray("[0.6,0.8]"));
            assertThat(knn(engine, Engine.OPENSEARCH).getInteger("k")).isEqualTo(50);
        }
        try (EngineStub engine = new EngineStub(answers)) {
            found(engine, Engine.ELASTICSEARCH, search(List.of()));
            assertThat(knn(engine, Engine.ELASTICSEARCH).getJsonArray("query_vector"))
                    .isEqualTo(new JsonArray("[0.6,0.8]"));
            assertThat(knn(engine, Engine.ELASTICSEARCH).getString("field")).isEqualTo("embedding");
        }
    }

    @Test
    void metadataIsFilteredByTextAndByNumber() throws TimeoutException {
        try (EngineStub engine = new EngineStub(answers)) {
            found(
                    engine,
                    Engine.OPENSEARCH,
                    search(List.of(
                            new Condition("lang", Set.of("en"), null, null),
                            new Condition("year", Set.of(), 2020.0, null))));

            assertThat(engine.line(1, 1).encode())
                    .contains("{\"terms\":{\"metadata.lang\":[\"en\"]}}")
                    .contains("{\"range\":{\"metadata.year\":{\"gte\":2020}}}");
        }
    }

    @Test
    void saysWhoAsks() throws TimeoutException {
        try (EngineStub engine = new EngineStub(answers)) {
            found(engine, Engine.OPENSEARCH, search(List.of()));

            assertThat(engine.heads())
                    .containsExactly(
                            "GET /chunks/_mapping Basic cmVhZGVyOnNlY3JldA==",
                            "POST /chunks/_msearch Basic cmVhZGVyOnNlY3JldA==",
                            "POST /chunks/_search?allow_partial_search_results=false Basic cmVhZGVyOnNlY3JldA==");
        }
    }

    @Test
    void halfAnAnswerIsNone() throws TimeoutException {
        answers.put("/chunks/_msearch", """
                {"responses": [{"hits": {"hits": []}, "status": 200},
                 {"error": {"type": "search_phase_execution_exception", "reason": "what the client asked"}, "status": 400}]}""");
        try (EngineStub engine = new EngineStub(answers)) {
            assertThatThrownBy(() -> found(engine, Engine.OPENSEARCH, search(List.of())))
                    .hasMessageContaining("one failed (search_phase_execution_exception)")
                    .hasMessageNotContaining("what the client asked");
        }
    }

    @Test
    void whatTheIndexHasNotStopsTheStart() throws TimeoutException {
        answers.put("/chunks/_mapping", MAPPING.replace("\"embedding\"", "\"vector\""));
        try (EngineStub engine = new EngineStub(answers)) {
            assertThatThrownBy(() -> found(engine, Engine.OPENSEARCH, search(List.of())))
                    .hasMessageContaining("expected a field embedding in the index chunks, found document, heading");
        }
        answers.remove("/chunks/_mapping");
        try (EngineStub engine = new EngineStub(answers)) {
            assertThatThrownBy(() -> found(engine, Engine.OPENSEARCH, search(List.of())))
                    .hasMessageContaining("found the status 404 (index_not_found_exception)");
        }
    }

    @Test
    void whatIsFoundByNobodyIsNotAskedFor() throws TimeoutException {
        answers.put("/chunks/_msearch", "{\"responses\": [{\"hits\": {\"hits\": []}}, {\"hits\": {\"hits\": []}}]}");
        try (EngineStub engine = new EngineStub(answers)) {
            assertThat(found(engine, Engine.OPENSEARCH, search(List.of()))).isEmpty();
            assertThat(engine.heads()).hasSize(2);
        }
    }

    @Test
    void aReplyThatIsTooLargeIsGivenUp() throws TimeoutException {
        answers.put("/chunks/_search", TEXTS + " ".repeat(100_000));
        try (EngineStub engine = new EngineStub(answers)) {
            assertThatThrownBy(() -> found(engine, Engine.OPENSEARCH, search(List.of())))
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void aScoreStandsForACosine() {
        assertThat(Similarity.COSINE.cosine(0.9)).isCloseTo(0.8, offset());
        assertThat(Similarity.L2.cosine(1)).isCloseTo(1, offset());
        assertThat(Similarity.L2.cosine(1 / 3.0)).isCloseTo(0, offset());
        assertThat(Similarity.INNER_PRODUCT.cosine(1.8)).isCloseTo(0.8, offset());
        assertThat(Similarity.INNER_PRODUCT.cosine(0.5)).isCloseTo(-1, offset());
    }

    @Test
    void refusesWhatWouldShowEverything() {
        Fields none = new Fields("document", "number", "", "", "", "text", "", "", "", "metadata.");

        assertThatThrownBy(() -> config(URI.create("http://localhost"), Engine.OPENSEARCH, none, AccessBy.ROWS))
                .hasMessageContaining("a field that says whose a passage is");
        assertThat(config(URI.create("http://localhost"), Engine.OPENSEARCH, none, AccessBy.EVERYBODY)
                        .access())
                .isEqualTo(AccessBy.EVERYBODY);
    }

    private static JsonObject knn(EngineStub engine, Engine kind) {
        JsonObject query = engine.line(1, 3);
        return kind == Engine.ELASTICSEARCH
                ? query.getJsonObject("knn")
                : query.getJsonObject("query").getJsonObject("knn").getJsonObject("embedding");
    }

    private static JsonArray filter(JsonObject bool) {
        return bool.getJsonArray("filter");
    }

    private static Search search(List<Condition> conditions) {
        return new Search(
                "Days of leave?",
                new float[] {0.6f, 0.8f},
                new Asker("acme", Set.of("team=hr")),
                conditions,
                Fusion.DEFAULT,
                3);
    }

    private static List<Passage> found(EngineStub engine, Engine kind, Search search) throws TimeoutException {
        Fields fields = new Fields(
                "document", "number", "title", "url", "heading", "text", "embedding", "tenant", "labels", "metadata.");
        Retriever retriever = new OpenSearchFactory()
                .create(config(engine.url(), kind, fields, AccessBy.ROWS), engine.context())
                .await(5, TimeUnit.SECONDS);
        return retriever.retrieve(search).await(5, TimeUnit.SECONDS);
    }

    private static OpenSearchConfig config(URI url, Engine engine, Fields fields, AccessBy access) {
        return new OpenSearchConfig(
                url,
                engine,
                "chunks",
                "reader",
                Secret.of("secret"),
                null,
                fields,
                access,
                Similarity.COSINE,
                Duration.ofSeconds(2),
                4,
                4,
                new DataSize(16_384));
    }

    private static org.assertj.core.data.Offset<Double> offset() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }
}
