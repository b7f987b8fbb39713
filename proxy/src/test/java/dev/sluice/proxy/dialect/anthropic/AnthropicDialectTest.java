package dev.sluice.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect.ModelCard;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.dialect.PathTable;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicDialectTest {

    private static final AnthropicDialect DIALECT = new AnthropicDialect();

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/messages, messages",
        "POST, /v1/messages/count_tokens, messages-count-tokens",
        "POST, /v1/messages/batches, batches",
        "GET, /v1/messages/batches/b1/results, other",
        "GET, /v1/models, models",
        "GET, /v1/models/claude-opus-4-8, model",
        "POST, /v1/files, other",
        "POST, /v1/skills, other"
    })
    void servesItsPathsBesideOthers(String method, String path, String endpoint) {
        PathTable table = PathTable.of(List.of(new OpenAiDialect(), DIALECT));

        PathMatch match = table.match(HttpMethod.valueOf(method), path, Headers.of("anthropic-version", "2023-06-01"));

        switch (match) {
            case PathMatch.Found found -> {
                assertThat(found.dialect()).isSameAs(DIALECT);
                assertThat(found.endpoint().name()).isEqualTo(endpoint);
            }
            case PathMatch.PassThrough through -> {
                assertThat(through.dialect()).isSameAs(DIALECT);
                assertThat(through.endpoint().name()).isEqualTo(endpoint);
            }
            default -> throw new AssertionError("found " + match);
        }
    }

    /** Or no call of another dialect could ask the same. */
    @Test
    void saysByItselfWhatEveryClientSays() {
        Headers usual = DIALECT.usualHeaders();

        assertThat(usual.get("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(usual.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, invalid_request_error",
        "METHOD_NOT_ALLOWED, invalid_request_error",
        "UNSUPPORTED_MEDIA_TYPE, invalid_request_error",
        "UPGRADE_REQUIRED, invalid_request_error",
        "AUTHENTICATION, authentication_error",
        "PERMISSION, permission_error",
        "NOT_FOUND, not_found_error",
        "TOO_LARGE, request_too_large",
        "RATE_LIMITED, rate_limit_error",
        "INTERNAL, api_error",
        "UPSTREAM, api_error",
        "OVERLOADED, overloaded_error",
        "TIMEOUT, timeout_error"
    })
    void spellsErrorsAsTheSdksReadThem(Category category, String type) {
        Obj error = (Obj) Json.parse(DIALECT.error(CallError.of(category, "a_code", "A \"message\".")));

        assertThat(error)
                .hasToString("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"A \\\"message\\\".\",\"details\":{\"error_code\":\"a_code\"}}}");
    }

    @Test
    void endsStreamsWithAnEventThatMakesSdksRaise() {
        Endpoint messages = DIALECT.chatEndpoint();

        assertThat(DIALECT.errorEvents(messages, CallError.of(Category.UPSTREAM, "broken", "Broken.")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("error");
                    assertThat(event.json().at("/error/type")).hasToString("\"api_error\"");
                });
    }

    @Test
    void listsModels() {
        Obj list =
                (Obj) Json.parse(DIALECT.models(List.of(new ModelCard("fast", "sluice"), new ModelCard("a/b", "a"))));

        assertThat(list.at("/data/0/id")).hasToString("\"fast\"");
        assertThat(list.at("/last_id")).hasToString("\"a/b\"");
        assertThat(list.at("/has_more")).hasToString("false");
        assertThat(DIALECT.models(List.of()).toString()).contains("\"first_id\":null");
        assertThat(DIALECT.model(new ModelCard("fast", "sluice")).toString()).contains("\"type\":\"model\"");
    }
}
