package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.dialect.PackedVector;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors and orders of documents, asked for in every dialect that has them, of a provider of every other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetrievalTest {

    /** How a client asks for the vectors of two texts, and where they stand in its reply. */
    enum Asks {
        OPENAI(
                "/v1/embeddings",
                "{'model':'MODEL','input':['a cat','a dog']}",
                "/data/0/embedding",
                "/data/1/embedding"),
        OPENAI_PACKED(
                "/v1/embeddings",
                "{'model':'MODEL','input':['a cat','a dog'],'encoding_format':'base64'}",
                "/data/0/embedding",
                "/data/1/embedding"),
        GEMINI(
                "/v1beta/models/MODEL:batchEmbedContents",
                "{'requests':[{'model':'models/x','content':{'parts':[{'text':'a cat'}]},'taskType':'RETRIEVAL_QUERY'},"
                        + "{'content':{'parts':[{'text':'a dog'}]},'taskType':'RETRIEVAL_QUERY'}]}",
                "/embeddings/0/values",
                "/embeddings/1/values"),
        COHERE(
                "/v2/embed",
                "{'model':'MODEL','texts':['a cat','a dog'],'input_type':'search_query','embedding_types':['float']}",
                "/embeddings/float/0",
                "/embeddings/float/1"),
        OLLAMA("/api/embed", "{'model':'MODEL','input':['a cat','a dog']}", "/embeddings/0", "/embeddings/1");

        private final String path;
        private final String body;
        private final String first;
        private final String second;

        Asks(String path, String body, String first, String second) {
            this.path = path;
            this.body = body.replace('\'', '"');
            this.first = first;
            this.second = second;
        }

        String request(String model) {
            return ProxyHarness.post(path.replace("MODEL", model.replace("/", "%2F")), body.replace("MODEL", model));
        }
    }

    private static final List<String> PROVIDERS = List.of("openai", "gemini", "cohere", "ollama");

    private final ProxyHarness behind =
            ProxyHarness.of("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  sandbox: {dialect: sandbox}\n");
    private final ProxyHarness front = ProxyHarness.of(config(behind.port(), PROVIDERS, ""));

    private static String config(int port, List<String> dialects, String more) {
        StringBuilder yaml = new StringBuilder("version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n");
        dialects.forEach(
                dialect -> yaml.append("  of-%1$s: {dialect: %1$s, base-url: 'http://127.0.0.1:%2$d', api-key: k%3$s}%n"
                        .formatted(dialect, port, more)));
        return yaml.toString();
    }

    @AfterAll
    void close() {
        front.close();
        behind.close();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Asks.values()).flatMap(asks -> PROVIDERS.stream().map(of -> Arguments.of(asks, of)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theSameVectorsComeFromEveryProvider(Asks asks, String provider) throws IOException {
        Message direct = behind.call(Asks.OLLAMA.request("sandbox/echo"));

        Message reply = front.call(asks.request("of-" + provider + "/sandbox/echo"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(vector(reply, asks.first)).isEqualTo(vector(direct, Asks.OLLAMA.first));
        assertThat(vector(reply, asks.second)).isEqualTo(vector(direct, Asks.OLLAMA.second));
    }

    private static List<Float> vector(Message reply, String at) {
        Arr vector = PackedVector.unpacked(document(reply.body()).at(at));
        return Objects.requireNonNull(vector).stream()
                .map(number -> (float) ((Num) number).asDouble())
                .toList();
    }

    @Test
    void everyEndpointForVectorsAndOrdersIsUnderstood() {
        List<Endpoint> endpoints = Dialects.builtIn().all().stream()
                .map(Dialect::endpoints)
                .flatMap(List::stream)
                .filter(endpoint ->
                        endpoint.operation() == Operation.EMBEDDINGS || endpoint.operation() == Operation.RERANK)
                .toList();

        assertThat(endpoints).isNotEmpty().allSatisfy(endpoint -> {
            var lens = Objects.requireNonNull(endpoint.replyLens(), endpoint.name());
            assertThat(lens.embeddings() == null).isEqualTo(endpoint.operation() == Operation.RERANK);
            assertThat(lens.reranks() == null).isEqualTo(endpoint.operation() == Operation.EMBEDDINGS);
        });
    }

    @ParameterizedTest
    @CsvSource({"/v1/rerank, cohere", "/v2/rerank, openai", "/v2/rerank, cohere", "/v1/rerank, openai"})
    void documentsArePutInOrder(String path, String provider) throws IOException {
        String body = "{\"model\":\"of-" + provider + "/sandbox/echo\",\"query\":\"a black cat\",\"documents\":"
                + "[\"a dog\",\"the cat is black\",{\"text\":\"cats\"}],\"top_n\":2,\"return_documents\":true}";

        Message reply = front.call(ProxyHarness.post(path, body));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Arr results = Objects.requireNonNull(document(reply.body()).array("results"));
        assertThat(results.size()).isEqualTo(2);
        assertThat(document(reply.body()).at("/results/0/index")).hasToString("1");
    }

    @Test
    void theLegacyFormsAreUnderstoodToo() throws IOException {
        Message ollama = front.call(
                ProxyHarness.post("/api/embeddings", "{\"model\":\"of-gemini/sandbox/echo\",\"prompt\":\"a cat\"}"));
        Message gemini = front.call(ProxyHarness.post(
                "/v1beta/models/of-ollama%2Fsandbox%2Fecho:embedContent",
                "{\"content\":{\"parts\":[{\"text\":\"a cat\"}]},\"title\":\"T\",\"outputDimensionality\":256}"));

        assertThat(vector(ollama, "/embedding")).isEqualTo(vector(gemini, "/embedding/values"));
        assertThat(gemini.all("x-sluice-warning")).anyMatch(warning -> warning.startsWith("title: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/embeddings | {'model':'of-cohere/m','input':[1,2,3]} | input",
                "/v1/embeddings | {'model':'of-cohere/m'} | input",
                "/v2/embed | {'model':'of-openai/m','images':['data:x'],'input_type':'image'} | images",
                "/v2/embed | {'model':'of-openai/m','inputs':[{}],'input_type':'image'} | inputs",
                "/v2/rerank | {'model':'of-openai/m','query':'q'} | documents",
                "/v2/rerank | {'model':'of-openai/m','documents':['d']} | query",
                "/v2/rerank | {'model':'of-openai/m','query':'q','documents':[7]} | documents",
                "/v1beta/models/of-openai%2Fm:batchEmbedContents | {'requests':[]} | requests",
                "/v1beta/models/of-openai%2Fm:embedContent | {'content':{'parts':[{'inlineData':{}}]}} | content.parts",
            })
    void whatNoOtherProviderTakesIsRefusedByItsName(String path, String body, String field) throws IOException {
        Message reply = front.call(ProxyHarness.post(path, body.replace('\'', '"')));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains(field);
    }

    @Test
    void whatIsLostIsAWarningOrAnErrorAsThePolicySays() throws IOException {
        String ask = "{\"model\":\"of-cohere/sandbox/echo\",\"input\":\"a cat\",\"user\":\"u\"}";
        try (ProxyHarness strict = ProxyHarness.of(config(behind.port(), PROVIDERS, ", translate: strict"))) {
            Message warned = front.call(ProxyHarness.post("/v1/embeddings", ask));
            Message refused = strict.call(ProxyHarness.post("/v1/embeddings", ask));

            assertThat(warned.status()).isEqualTo(200);
            assertThat(warned.all("x-sluice-warning")).anyMatch(warning -> warning.startsWith("user: "));
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 OK | text/html | <html>Hi</html> | 502",
                "200 OK | application/json | {\"content\":[]} | 502",
                "200 OK | application/json | {\"id\":\"e\",\"embeddings\":{\"float\":[[0.1],[0.2]]}} | 502",
                "200 OK | application/json | {\"id\":\"e\",\"embeddings\":{\"float\":[]}} | 502",
                "503 Unavailable | text/html | <html>Hi</html> | 503",
                "429 Slow down | application/json | {\"message\":\"Slow\"} | 429",
            })
    void whatMakesNoSenseIsToldInTheClientsDialect(String status, String type, String body, int expected)
            throws IOException {
        String reply = "HTTP/1.1 " + status + "\r\ncontent-type: " + type + "\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.of(config(provider.port(), List.of("cohere"), ""))) {
            Message answered =
                    proxy.call(ProxyHarness.post("/v1/embeddings", "{\"model\":\"of-cohere/m\",\"input\":\"a cat\"}"));

            assertThat(answered.status()).isEqualTo(expected);
            assertThat(document(answered.body()).at("/error/message")).isNotNull();
            assertThat(answered.body()).doesNotContain("<html>");
        }
    }

    private static Obj document(String body) {
        return (Obj) Json.parse(Buffer.buffer(body));
    }
}
