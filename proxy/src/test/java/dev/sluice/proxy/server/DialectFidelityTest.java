package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.ProxyHarness.get;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini's, Ollama's and Cohere's own calls: the bytes that nobody changed are those that leave, and keys go no further. */
class DialectFidelityTest {

    private static final String ODD =
            "{ \"zeta\" : 1.0e2 ,\n\"contents\":[{\"parts\":{\"text\":\"\\u00e9\\/\\ud83d\\ude00\"}}],\t\"x_new\":{\"deep\":[0.10,1E+3,-0]} }";
    private static final String REPLY =
            "{ \"z\":1e3,\"candidates\" :[{\"content\":{\"parts\":[{\"text\":\"a\\u0062\"}]}}],\n\t\"x_unknown\":[1.0,-0,{}]}";

    private static ProxyHarness before(FakeProvider provider) {
        return ProxyHarness.of("""
                version: 1
                server: {listen: '127.0.0.1:0'}
                providers:
                  gemini: {base-url: 'http://127.0.0.1:%1$d', api-key: own-key}
                  cohere: {base-url: 'http://127.0.0.1:%1$d', api-key: own-key}
                  local: {preset: ollama-native, base-url: 'http://127.0.0.1:%1$d'}
                models:
                  fast: {targets: [{provider: gemini, model: gemini-2.5-flash}]}
                """.formatted(provider.port()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/gemini-2.5-flash:generateContent",
                "/v1beta/models/gemini-2.5-flash:countTokens",
                "/v1alpha/models/gemini-2.5-flash:generateContent",
                "/v1/models/gemini-2.5-flash:generateContent",
                "/v1beta/tunedModels/mine:generateContent",
                "/v1beta/cachedContents",
                "/v2/chat",
                "/v2/embed",
                "/v2/rerank",
                "/api/chat",
                "/api/embed",
                "/api/pull"
            })
    void requestsAndRepliesPassAsTheyCame(String path) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = before(provider)) {
            Message reply = proxy.call(post(path, ODD));

            Message sent = provider.requests().getFirst();
            assertThat(sent.line()).isEqualTo("POST " + path + " HTTP/1.1");
            assertThat(sent.body()).isEqualTo(ODD);
            assertThat(reply.body()).isEqualTo(REPLY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/gemini-2.5-flash:generateContent?key=client-secret, ''",
        "/v1beta/models/gemini-2.5-flash:generateContent?%6bey=client-secret&alt=json, ?alt=json",
        "/v1beta/models/gemini-2.5-flash:generateContent?alt=json&key=client-secret, ?alt=json",
    })
    void aKeyInTheQueryGoesNoFurther(String uri, String query) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = before(provider)) {
            proxy.call(post(uri, ODD));

            Message sent = provider.requests().getFirst();
            assertThat(sent.line())
                    .isEqualTo("POST /v1beta/models/gemini-2.5-flash:generateContent" + query + " HTTP/1.1");
            assertThat(sent.head()).doesNotContain("client-secret");
            assertThat(sent.all("x-goog-api-key")).containsExactly("own-key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/fast:generateContent, /v1beta/models/gemini-2.5-flash:generateContent",
        "/v1beta/models/gemini/gemini-3-pro:generateContent, /v1beta/models/gemini-3-pro:generateContent",
        "/v1beta/models/gemini%2Fgemini-3-pro:countTokens, /v1beta/models/gemini-3-pro:countTokens",
        "/v1beta1/publishers/google/models/fast:generateContent, /v1beta/models/gemini-2.5-flash:generateContent",
        "/v1beta1/projects/p/locations/eu/publishers/google/models/m:generateContent, /v1beta/models/m:generateContent",
    })
    void thePathNamesTheProvidersModel(String asked, String expected) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = before(provider)) {
            proxy.call(post(asked, ODD));

            assertThat(provider.requests().getFirst().line()).isEqualTo("POST " + expected + " HTTP/1.1");
        }
    }

    @Test
    void aModelThatTheBodyRepeatsIsNamedTheSame() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = before(provider)) {
            proxy.call(post(
                    "/v1beta/models/fast:batchEmbedContents",
                    "{ \"requests\":[ {\"model\" :\"models/fast\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}"));

            assertThat(provider.requests().getFirst().body())
                    .isEqualTo("{ \"requests\":[ {\"model\" :\"models/gemini-2.5-flash\","
                            + "\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}");
        }
    }

    @Test
    void aStreamThatIsAnArrayPassesAsItCame() throws IOException {
        String stream = "[{\n  \"candidates\": [{\"content\":{\"parts\":[{\"text\":\"a]}\\\"\"}]}}]\n}\n,\r\n{ }\n]\n";
        String reply =
                "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=UTF-8\r\ntransfer-encoding: chunked\r\n\r\n"
                        + Integer.toHexString(stream.length()) + "\r\n" + stream + "\r\n0\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = before(provider)) {
            Message read = proxy.call(post("/v1beta/models/gemini-2.5-flash:streamGenerateContent", ODD));

            assertThat(read.body()).isEqualTo(stream);
            assertThat(read.field("transfer-encoding")).isEqualTo("chunked");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/m:generateContent, '\"status\":\"INVALID_ARGUMENT\"'",
        "/v2/chat, '{\"message\":\"'",
        "/api/chat, '{\"error\":\"'",
    })
    void errorsAreInTheCallersWords(String path, String words) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = before(provider)) {
            Message reply = proxy.call(post(path, "{\"model\":\"command-a\",\"messages\":[}"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains(words);
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models, x-goog-api-key: k, '\"name\":\"models/fast\"'",
        "/v1/models, x-goog-api-key: k, '\"name\":\"models/fast\"'",
        "/v1/models, x-fern-sdk-name: cohere, '\"name\":\"fast\"'",
        "/v1/models/gemini/gemini-2.5-flash, x-goog-api-key: k, '\"name\":\"models/gemini/gemini-2.5-flash\"'",
        "/v1/models, accept: */*, '\"id\":\"fast\"'",
        "/api/tags, accept: */*, '\"model\":\"fast\"'",
    })
    void modelsAreListedInTheCallersWords(String path, String field, String words) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = before(provider)) {
            Message reply = proxy.call(get(path, field));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains(words);
        }
    }
}
