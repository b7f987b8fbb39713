package dev.sluice.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.PathMatch.Found;
import dev.sluice.proxy.dialect.PathMatch.PassThrough;
import dev.sluice.proxy.dialect.PathMatch.Unknown;
import dev.sluice.proxy.dialect.PathMatch.WrongMethod;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTableTest {

    private static final PathTable TABLE = PathTable.of(List.of(new OpenAiDialect(), new Templates()));

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, chat-completions",
        "GET, /v1/chat/completions, chat-completions-list",
        "POST, /v1/responses, responses",
        "POST, /v1/responses/input_tokens, responses-input-tokens",
        "GET, /v1/responses/resp_1, response",
        "POST, /v1/responses/resp_1/cancel, response-cancel",
        "GET, /v1/models, models",
        "GET, /v1/realtime, realtime",
        "POST, /v1/audio/speech, audio-speech",
        "POST, /v1beta/models/gemini-2:generateContent, generate",
        "POST, /v1beta/models/gemini-2:streamGenerateContent, stream",
        "GET, /v1beta/models/gemini-2, get",
        "POST, /v1/chat/%63ompletions, chat-completions",
    })
    void findsEndpoints(String method, String path, String name) {
        PathMatch match = TABLE.match(HttpMethod.valueOf(method), path);

        assertThat(match)
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.endpoint().name()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models/gpt-5, gpt-5",
        "GET, /v1/models/groq%2Fllama-3, groq/llama-3",
        "GET, /v1/models/groq/meta/llama-3, groq/meta/llama-3",
        "DELETE, /v1/models/groq/llama-3, groq/llama-3",
        "GET, /v1/models/caf%C3%A9, café",
        "POST, /v1beta/models/a:b:generateContent, a:b",
    })
    void capturesNamesDecoded(String method, String path, String model) {
        PathMatch match = TABLE.match(HttpMethod.valueOf(method), path);

        assertThat(match)
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.captures()).isEqualTo(Map.of("model", model)));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/files",
        "GET, /v1/files/file-abc/content",
        "DELETE, /v1/vector_stores/vs_1",
        "PATCH, /v1/brand/new",
        "GET, /v1/files/%E2%82%AC"
    })
    void passesThroughWhatIsNotListedBelowAPrefix(String method, String path) {
        PathMatch match = TABLE.match(HttpMethod.valueOf(method), path);

        assertThat(match).isInstanceOfSatisfying(PassThrough.class, through -> {
            assertThat(through.dialect().name()).isEqualTo("openai");
            assertThat(through.endpoint().name()).isEqualTo("other");
            assertThat(through.endpoint().method()).isEqualTo(HttpMethod.valueOf(method));
            assertThat(through.endpoint().payload()).isEqualTo(Endpoint.Payload.OPAQUE);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/projects/p/roles, openai",
        "/v1/projects/p/locations, openai",
        "/v1/projects/p/locations/eu/endpoints/7:predict, gemini",
    })
    void projectsAreWhoseTheirPartsAre(String path, String dialect) {
        PathMatch match = PathTable.of(Dialects.builtIn().all()).match(HttpMethod.GET, path);

        assertThat(match)
                .isInstanceOfSatisfying(
                        PathMatch.PassThrough.class,
                        through -> assertThat(through.dialect().name()).isEqualTo(dialect));
    }

    @Test
    void tellsTheMethodsOfAPath() {
        PathMatch match = TABLE.match(HttpMethod.PUT, "/v1/chat/completions");

        assertThat(match)
                .isInstanceOfSatisfying(
                        WrongMethod.class,
                        wrong -> assertThat(wrong.allowed()).containsExactly(HttpMethod.GET, HttpMethod.POST));
    }

    @Test
    void looksAtTemplatesForMethodsThatTheLiteralPathHasNot() {
        PathMatch match = TABLE.match(HttpMethod.GET, "/v1/responses/compact");

        assertThat(match)
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.endpoint().name()).isEqualTo("response"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/models",
                "/",
                "/models",
                "/chat/completions",
                "/v1",
                "/v1/",
                "/v2/chat",
                "/v1/files/../chat/completions",
                "/v1/./models",
                "/v1/%2e%2e/models",
                "/v1/files/.%2E/models",
                "/v1//chat/completions",
                "/v1/chat/completions/",
                "/v1/chat%2Fcompletions",
                "/v1/files%2fx",
                "/v1/files\\x",
                "/v1/files%5Cx",
                "/v1/chat/completions;a=b",
                "/v1/chat/completions%3Ba",
                "/v1/a%00",
                "/v1/a%",
                "/v1/a%4",
                "/v1/a%zz",
                "/v1/a%C3",
                "/v1/responses/a%2Fb",
                "/v1/models/..%2Fx",
                "/v1/models/a%2F%2e%2e%2Fb",
                "/v1/models/a%2F",
                "/v1/Chat/Completions",
                "/v1/files/x%3Fy",
                "/v1/files/x%23y"
            })
    void refusesPathsThatAreNobodysOrCouldBeReadInTwoWays(String path) {
        PathMatch match = TABLE.match(HttpMethod.POST, path);

        assertThat(match).isEqualTo(Unknown.PATH);
    }

    /** Endpoints with names in the middle of segments. */
    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models, anthropic-version, list",
        "GET, /v1/models, accept, models",
        "GET, /v1/models/x, anthropic-version, model",
        "GET, /v1/files, anthropic-version, other",
        "POST, /v1/chat/completions, anthropic-version, chat-completions",
    })
    void aHeaderDecidesWhereSeveralDialectsHaveAPathAndNeverPastAnEndpoint(
            String method, String path, String field, String name) {
        PathTable table = PathTable.of(List.of(new OpenAiDialect(), new Rival()));

        PathMatch match = table.match(HttpMethod.valueOf(method), path, Headers.of(field, "2023-06-01"));

        assertThat(match)
                .satisfiesAnyOf(
                        it -> assertThat(it)
                                .isInstanceOfSatisfying(
                                        Found.class,
                                        found -> assertThat(found.endpoint().name())
                                                .isEqualTo(name)),
                        it -> assertThat(it)
                                .isInstanceOfSatisfying(
                                        PassThrough.class,
                                        through -> assertThat(through.dialect().name()
                                                        + through.endpoint().name())
                                                .isEqualTo("rival" + name)));
    }

    /** Claims paths that {@code openai} has too. */
    private record Rival() implements Dialect {

        @Override
        public String name() {
            return "rival";
        }

        @Override
        public boolean isSpokenIn(Headers headers) {
            return headers.contains("anthropic-version");
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of(Templates.endpoint("list", HttpMethod.GET, "/v1/models"));
        }

        @Override
        public List<String> prefixes() {
            return List.of("/v1/");
        }

        @Override
        public Buffer error(CallError error) {
            return Buffer.buffer();
        }

        @Override
        public List<Event> errorEvents(Endpoint endpoint, CallError error) {
            return List.of();
        }

        @Override
        public Buffer model(ModelCard model) {
            return Buffer.buffer();
        }

        @Override
        public Buffer models(List<ModelCard> models) {
            return Buffer.buffer();
        }
    }

    private record Templates() implements Dialect {

        @Override
        public String name() {
            return "templates";
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of(
                    endpoint("get", HttpMethod.GET, "/v1beta/models/{model}"),
                    endpoint("generate", HttpMethod.POST, "/v1beta/models/{model}:generateContent"),
                    endpoint("stream", HttpMethod.POST, "/v1beta/models/{model}:streamGenerateContent"));
        }

        private static Endpoint endpoint(String name, HttpMethod method, String path) {
            return new Endpoint(
                    name,
                    method,
                    path,
                    Operation.CHAT,
                    Endpoint.Payload.JSON,
                    Endpoint.ModelPlace.PATH,
                    Endpoint.Streaming.NEVER,
                    null,
                    null);
        }

        @Override
        public List<String> prefixes() {
            return List.of();
        }

        @Override
        public Buffer error(CallError error) {
            return Buffer.buffer();
        }

        @Override
        public List<Event> errorEvents(Endpoint endpoint, CallError error) {
            return List.of();
        }

        @Override
        public Buffer model(ModelCard model) {
            return Buffer.buffer();
        }

        @Override
        public Buffer models(List<ModelCard> models) {
            return Buffer.buffer();
        }
    }
}
