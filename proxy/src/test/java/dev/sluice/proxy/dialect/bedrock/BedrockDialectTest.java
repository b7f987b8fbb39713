package dev.sluice.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect.ModelCard;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.dialect.PathTable;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockDialectTest {

    private static final BedrockDialect DIALECT = new BedrockDialect();
    private static final PathTable TABLE = PathTable.of(List.of(DIALECT));

    @ParameterizedTest
    @CsvSource({
        "/model/us.amazon.nova-2-lite-v1%3A0/converse, converse, us.amazon.nova-2-lite-v1:0",
        "/model/us.anthropic.claude-sonnet-4-v1:0/count-tokens, count-tokens, us.anthropic.claude-sonnet-4-v1:0",
        "/model/m/converse-stream, converse-stream, m",
        "/model/m/invoke, invoke, m",
        "/model/m/invoke-with-response-stream, invoke-with-response-stream, m",
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.a/converse, converse, "
                + "arn:aws:bedrock:us-east-1:1:inference-profile/us.a"
    })
    void findsModelsInPaths(String path, String endpoint, String model) {
        PathMatch match = TABLE.match(HttpMethod.POST, path, Headers.empty());

        assertThat(match).isInstanceOfSatisfying(PathMatch.Found.class, found -> {
            assertThat(found.endpoint().name()).isEqualTo(endpoint);
            assertThat(found.captures()).containsEntry("model", model);
        });
    }

    @Test
    void whatElseThereIsPassesThrough() {
        assertThat(TABLE.match(HttpMethod.POST, "/guardrail/g/version/1/apply", Headers.empty()))
                .isInstanceOf(PathMatch.PassThrough.class);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, ValidationException, validationException",
        "AUTHENTICATION, AccessDeniedException, validationException",
        "PERMISSION, AccessDeniedException, validationException",
        "NOT_FOUND, ResourceNotFoundException, validationException",
        "REQUEST_TIMEOUT, ModelTimeoutException, validationException",
        "RATE_LIMITED, ThrottlingException, throttlingException",
        "INTERNAL, InternalServerException, internalServerException",
        "UPSTREAM, InternalServerException, modelStreamErrorException",
        "OVERLOADED, ServiceUnavailableException, serviceUnavailableException",
        "TIMEOUT, ModelTimeoutException, modelStreamErrorException"
    })
    void spellsErrorsAsTheSdksReadThem(Category category, String type, String inStream) {
        CallError error = CallError.of(category, "code", "What.");

        assertThat(DIALECT.error(error)).hasToString("{\"__type\":\"" + type + "\",\"message\":\"What.\"}");
        assertThat(DIALECT.errorEvents(DIALECT.chatEndpoint(), error))
                .singleElement()
                .extracting(Event::type, Event::text)
                .containsExactly(inStream, "{\"message\":\"What.\"}");
    }

    @Test
    void listsModels() {
        Obj list = (Obj) Json.parse(DIALECT.models(List.of(new ModelCard("fast", "sluice"))));

        assertThat(list.at("/modelSummaries/0/modelId")).hasToString("\"fast\"");
        assertThat(((Obj) Json.parse(DIALECT.model(new ModelCard("fast", "sluice")))).at("/modelDetails/modelId"))
                .hasToString("\"fast\"");
    }
}
