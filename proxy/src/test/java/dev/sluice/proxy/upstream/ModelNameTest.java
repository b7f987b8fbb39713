package dev.sluice.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.api.json.Scan;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the name of the provider's model goes. */
class ModelNameTest {

    private static final OpenAiDialect DIALECT = new OpenAiDialect();

    private static dev.sluice.api.CallBuilder call(String endpoint, String uri) {
        return Call.builder(
                        DIALECT,
                        DIALECT.endpoints().stream()
                                .filter(each -> each.name().equals(endpoint))
                                .findFirst()
                                .orElseThrow())
                .request(HttpMethod.POST, uri);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"alias\", \"a\":1} | real | {\"model\":\"real\", \"a\":1}",
                "{ \"model\" : \"real\" } | real | { \"model\" : \"real\" }",
                "{\"a\":1} | '' | {\"a\":1}",
            })
    void standsInTheBody(String body, String model, String expected) {
        Call call = call("chat-completions", "/v1/chat/completions")
                .model("alias")
                .target(new Target("acme", model))
                .body(Body.of(Buffer.buffer(body)))
                .build();

        assertThat(((Body.Bytes) ModelName.body(call)).bytes()).hasToString(expected);
    }

    @Test
    void takesWhatTheIntakesScanHasFound() {
        Buffer bytes = Buffer.buffer("{\"model\":\"alias\",\"a\":1}");
        Call call = call("chat-completions", "/v1/chat/completions")
                .model("alias")
                .target(new Target("acme", "real"))
                .body(Body.of(bytes, Scan.forKeys("model", "stream").over(bytes)))
                .build();

        Body.Bytes written = (Body.Bytes) ModelName.body(call);

        assertThat(written.bytes()).hasToString("{\"model\":\"real\",\"a\":1}");
        assertThat(written.found()).isNull();
    }

    @Test
    void aCallWithoutATargetIsLeftAlone() {
        Body body = Body.of(Buffer.buffer("{\"model\":\"alias\"}"));
        Call call = call("chat-completions", "/v1/chat/completions")
                .model("alias")
                .body(body)
                .build();

        assertThat(ModelName.body(call)).isSameAs(body);
        assertThat(ModelName.uri(call)).isEqualTo("/v1/chat/completions");
    }

    @ParameterizedTest
    @CsvSource({
        "chat-completions, /v1/chat/completions?model=alias, real,   /v1/chat/completions?model=alias",
        "realtime,         /v1/realtime?a=b&model=alias,     r/e al, /v1/realtime?a=b&model=r%2Fe%20al",
        "realtime,         /v1/realtime?model=alias,         alias,  /v1/realtime?model=alias",
        "realtime,         /v1/realtime,                     real,   /v1/realtime",
        "realtime,         /v1/realtime?model=alias,         '',     /v1/realtime?model=alias"
    })
    void standsInTheQueryOfASession(String endpoint, String uri, String model, String expected) {
        Call call = call(endpoint, uri)
                .model("alias")
                .target(new Target("acme", model))
                .build();

        assertThat(ModelName.uri(call)).isEqualTo(expected);
    }
}
