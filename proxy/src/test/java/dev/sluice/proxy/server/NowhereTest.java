package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that lead nowhere: what their callers are told to do. */
class NowhereTest {

    private static final String SANDBOX =
            "version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders: {sandbox: {}, house: {preset: sandbox}}";

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/responses/resp_1",
        "POST,   /v1/responses/resp_1/cancel",
        "DELETE, /v1/responses/resp_1",
        "GET,    /v1/responses/resp_1/input_items",
        "GET,    /v1/files",
        "GET,    /v1/batches",
        "GET,    /v1/vector_stores",
        "POST,   /v1/files",
    })
    void aCallThatNeverNamesAModelIsToldThatNobodyTakesIt(String method, String path) throws IOException {
        try (ProxyHarness proxy = ProxyHarness.of(SANDBOX)) {
            Message reply = proxy.call(request(method, path));

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body())
                    .contains("\"code\":\"provider_not_found\"")
                    .contains("No provider of the config takes calls of openai's API that name no model")
                    .contains("/providers/NAME ")
                    .contains("[sandbox, house]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/embeddings"})
    void aCallThatForgotItsModelIsToldThat(String path) throws IOException {
        try (ProxyHarness proxy = ProxyHarness.of(SANDBOX)) {
            Message reply = proxy.call(ProxyHarness.post(path, "{}"));

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).contains("model_not_found", "The call names no model.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    /v1/chat/completions,                  'GET, POST'",
        "PUT,    /providers/openai/v1/chat/completions, 'GET, POST'",
        "DELETE, /v1/models,                            GET",
    })
    void aMethodThatIsNotAllowedIsAnsweredWithThoseThatAre(String method, String path, String allowed)
            throws IOException {
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(request(method, path));

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.all("allow")).containsExactly(allowed);
        }
    }

    private static String request(String method, String path) {
        String length = method.equals("GET") ? "" : "content-length: 0\r\n";
        return method + " " + path + " HTTP/1.1\r\nhost: sluice\r\n" + length + "\r\n";
    }
}
