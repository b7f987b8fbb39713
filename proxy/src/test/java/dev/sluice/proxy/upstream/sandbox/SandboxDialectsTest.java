package dev.sluice.proxy.upstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.cohere.CohereDialect;
import dev.sluice.proxy.dialect.gemini.GeminiDialect;
import dev.sluice.proxy.dialect.ollama.OllamaDialect;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox in the words of Gemini, Ollama and Cohere. */
class SandboxDialectsTest {

    private static final Dialect GEMINI = new GeminiDialect();
    private static final Dialect OLLAMA = new OllamaDialect();
    private static final Dialect COHERE = new CohereDialect();
    private final SandboxProvider sandbox = new SandboxProvider("sandbox", new HandTime());

    private static Call call(Dialect dialect, String endpoint, String body) {
        Endpoint found = dialect.endpoints().stream()
                .filter(known -> known.name().equals(endpoint))
                .findFirst()
                .orElseThrow();
        return Call.builder(dialect, found)
                .model("sandbox/echo")
                .target(new Target("sandbox", "echo"))
                .body(Body.of((Obj) Json.parse(Buffer.buffer(body))))
                .build();
    }

    private Obj whole(Dialect dialect, String endpoint, String body) {
        Whole reply = (Whole) sandbox.send(call(dialect, endpoint, body)).result();
        return Objects.requireNonNull(reply.json());
    }

    static Stream<Arguments> vectors() {
        String contents = "{\"content\":{\"parts\":[{\"text\":\"red lamp\"}]}}";
        return Stream.of(
                Arguments.of(GEMINI, "embed-content", contents, "/embedding/values"),
                Arguments.of(
                        GEMINI, "batch-embed-contents", "{\"requests\":[" + contents + "]}", "/embeddings/0/values"),
                Arguments.of(OLLAMA, "embed", "{\"input\":[\"red lamp\"]}", "/embeddings/0"),
                Arguments.of(OLLAMA, "embeddings", "{\"prompt\":\"red lamp\"}", "/embedding"),
                Arguments.of(COHERE, "embed", "{\"texts\":[\"red lamp\"]}", "/embeddings/float/0"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void textsHaveVectors(Dialect dialect, String endpoint, String body, String place) {
        Json vector = whole(dialect, endpoint, body).at(place);

        assertThat(vector).isInstanceOf(Arr.class);
        assertThat(((Arr) vector).size()).isEqualTo(256);
    }

    @Test
    void documentsAreRankedByTheWordsThatTheyShare() {
        Obj reply = whole(
                COHERE,
                "rerank",
                "{\"query\":\"red lamp\",\"documents\":[\"open at nine\",\"a red lamp\",\"a chair\"],\"top_n\":2}");

        assertThat(reply.array("results").size()).isEqualTo(2);
        assertThat(reply.at("/results/0/index")).hasToString("1");
    }

    @Test
    void tokensAreCounted() {
        Obj reply = whole(GEMINI, "count-tokens", "{\"contents\":[{\"parts\":[{\"text\":\"red lamp\"}]}]}");

        assertThat(reply.number("totalTokens").asInt()).isPositive();
    }

    @Test
    void chatsAreAnsweredInTheirOwnWords() {
        Obj gemini = whole(GEMINI, "generate-content", "{\"contents\":[{\"parts\":[{\"text\":\"lamp\"}]}]}");
        Obj ollama =
                whole(OLLAMA, "chat", "{\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"lamp\"}]}");
        Obj cohere = whole(COHERE, "chat", "{\"messages\":[{\"role\":\"user\",\"content\":\"lamp\"}]}");

        assertThat(String.valueOf(gemini.at("/candidates/0/content/parts/0/text")))
                .contains("lamp");
        assertThat(String.valueOf(ollama.at("/message/content"))).contains("lamp");
        assertThat(String.valueOf(cohere.at("/message/content/0/text"))).contains("lamp");
    }

    @Test
    void tooManyInputsAreRefused() {
        String inputs = String.join(",", Collections.nCopies(513, "\"a\""));

        Throwable refusal = sandbox.send(call(OLLAMA, "embed", "{\"input\":[" + inputs + "]}"))
                .cause();

        assertThat(refusal).isInstanceOf(CallError.class).hasMessageContaining("at most 512 inputs");
        assertThat(List.of(GEMINI, OLLAMA, COHERE)).allMatch(sandbox::speaks);
    }
}
