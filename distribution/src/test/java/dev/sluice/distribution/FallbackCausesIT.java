package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers of each dialect say when they cannot or will not answer sends the call on, said in that dialect or translated. */
class FallbackCausesIT {

    private static final List<String> CAUSES = List.of("context-window", "content-policy", "error");

    @TempDir
    private static Path folder;

    private static volatile String answer = "";
    private static FaultyServer bad;
    private static ServedHere sluice;

    @BeforeAll
    static void start() throws IOException {
        bad = FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(socket, answer);
            return false;
        });
        sluice = ServedHere.start(folder, config(bad.port()));
    }

    @AfterAll
    static void stop() throws IOException {
        sluice.close();
        bad.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OPENAI    | context-window | 400 | {\"error\":{\"message\":\"This model's maximum context length is 8192 tokens.\",\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}",
                "ANTHROPIC | context-window | 400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}",
                "ANTHROPIC | context-window | 400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000\"}}",
                "GEMINI    | context-window | 400 | {\"error\":{\"code\":400,\"message\":\"The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}",
                "COHERE    | context-window | 400 | {\"message\":\"too many tokens: total number of tokens in the prompt cannot exceed 128000\"}",
                "OLLAMA    | context-window | 400 | {\"error\":\"prompt too long; exceeded max context length by 12 tokens\"}",
                "BEDROCK   | context-window | 400 | {\"__type\":\"ValidationException\",\"message\":\"Input is too long for requested model.\"}",
                "OPENAI    | content-policy | 400 | {\"error\":{\"message\":\"The response was filtered by Azure OpenAI's content management policy.\",\"type\":null,\"code\":\"content_filter\"}}",
                "OPENAI    | content-policy | 200 | {\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}",
                "ANTHROPIC | content-policy | 400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Output blocked by content filtering policy\"}}",
                "ANTHROPIC | content-policy | 200 | {\"id\":\"1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"x\",\"content\":[],\"stop_reason\":\"refusal\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}",
                "GEMINI    | content-policy | 200 | {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":1}}",
                "GEMINI    | content-policy | 200 | {\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1}}",
                "BEDROCK   | content-policy | 200 | {\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[]}},\"stopReason\":\"guardrail_intervened\",\"usage\":{\"inputTokens\":1,\"outputTokens\":0,\"totalTokens\":1}}"
            })
    void aPromptThatOneProviderCannotOrWillNotAnswerGoesToTheNext(
            ChatApi provider, String cause, int status, String body) throws Exception {
        answer = "HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
        String model = model(cause, provider);
        int before = bad.requests();

        assertFellBack(sluice.post(provider.path(model, false), provider.body(model, false)));
        assertFellBack(sluice.post(ChatApi.OPENAI.path(model, false), ChatApi.OPENAI.body(model, false)));
        assertThat(bad.requests()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OPENAI    | text/event-stream    | data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":\"overloaded\"}}",
                "ANTHROPIC | text/event-stream    | event: error_data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                "GEMINI    | text/event-stream    | data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}",
                "COHERE    | text/event-stream    | event: message-end_data: {\"type\":\"message-end\",\"delta\":{\"error\":\"internal\",\"finish_reason\":\"ERROR\"}}",
                "OLLAMA    | application/x-ndjson | {\"error\":\"the model runner has stopped\"}"
            })
    void anErrorInTheFirstEventOfAStreamDoesSoInEveryDialect(ChatApi provider, String type, String event)
            throws Exception {
        answer = "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\nconnection: close\r\n\r\n"
                + event.replace("_data:", "\ndata:") + "\n\n";
        String model = model("error", provider);
        int before = bad.requests();

        for (ChatApi client : ChatApi.values()) {
            assertFellBack(sluice.post(client.path(model, true), client.body(model, true)));
        }
        assertThat(bad.requests()).isEqualTo(before + ChatApi.values().length);
    }

    @Test
    void anExceptionInTheFirstMessageOfABinaryStreamDoesSo() throws Exception {
        Event broken = EventStream.exception("internalServerException", Json.object("message", "try again"));
        try (FaultyServer bedrock = FaultyServer.that((self, socket, streamed) -> {
                    FaultyServer.send(
                            socket,
                            "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\nconnection: close\r\n\r\n");
                    socket.getOutputStream().write(broken.raw().getBytes());
                    return false;
                });
                ServedHere own = ServedHere.start(
                        Files.createDirectory(folder.resolve("binary")), """
                        providers:
                          sandbox: {}
                          bedrock: { dialect: bedrock, base-url: "http://127.0.0.1:%d", api-key: k }
                        models: { m: { targets: [ { provider: bedrock, model: x }, { provider: sandbox, model: echo } ] } }
                        chains: { default: [ route: { retry: { on: [error] }, health: { consecutive-failures: 100, minimum-calls: 100 } } ] }
                        """.formatted(bedrock.port()))) {

            for (ChatApi client : ChatApi.values()) {
                assertFellBack(own.post(client.path("m", true), client.body("m", true)));
            }

            assertThat(bedrock.requests()).isEqualTo(ChatApi.values().length);
        }
    }

    /** The cheap model does not keep to the schema; {@code structured} says so, and the next target does. */
    @Test
    void anAnswerThatDoesNotMeetItsSchemaGoesToTheNext() throws Exception {
        String body = """
                {"model":"structured","messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_schema","json_schema":{
                "name":"a","strict":true,"schema":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],
                "additionalProperties":false}}}}""";

        HttpResponse<String> reply = sluice.post("/v1/chat/completions", body);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-sluice-target")).contains("sandbox/json");
    }

    /** The caller asked for no probabilities: the models are asked for them all the same, and the caller gets none. */
    @Test
    void anAnswerOfWhichTheModelIsNotSureGoesToTheNext(@TempDir Path own) throws Exception {
        try (FaultyServer cheap = sure(-2.5);
                FaultyServer dear = sure(-0.01);
                ServedHere cascade = ServedHere.start(own, """
                        providers:
                          cheap: { base-url: "http://127.0.0.1:%d", api-key: k }
                          dear: { base-url: "http://127.0.0.1:%d", api-key: k }
                        models: { m: { targets: [ { provider: cheap, model: x }, { provider: dear, model: y } ] } }
                        chains: { default: [ route: { strategy: { cascade: { checks: [confidence], min-confidence: 0.5 } } } ] }
                        """.formatted(cheap.port(), dear.port()))) {

            HttpResponse<String> reply = cascade.post(ChatApi.OPENAI.path("m", false), ChatApi.OPENAI.body("m", false));

            assertThat(reply.headers().firstValue("x-sluice-target"))
                    .as(reply.body())
                    .contains("dear/y");
            assertThat(cheap.bodies()).singleElement().asString().contains("\"logprobs\":true");
            assertThat(dear.bodies()).singleElement().asString().contains("\"logprobs\":true");
            assertThat(reply.body()).contains("\"logprobs\":null").doesNotContain("-0.01");
        }
    }

    private static FaultyServer sure(double logprob) throws IOException {
        String body =
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"x\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Paris\"},\"logprobs\":{\"content\":[{\"token\":\"Paris\","
                        + "\"logprob\":" + logprob
                        + ",\"bytes\":null,\"top_logprobs\":[]}]},\"finish_reason\":\"stop\"}]}";
        return FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(
                    socket,
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                            + body);
            return true;
        });
    }

    private static void assertFellBack(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-sluice-target"))
                .as(reply.body())
                .contains("sandbox/echo");
    }

    private static String model(String cause, ChatApi provider) {
        return cause + "-" + provider.name().toLowerCase(Locale.ROOT);
    }

    /** For each cause a chain that falls back for no other; for each dialect a provider. Targets are asked however often they fail. */
    private static String config(int port) {
        StringBuilder providers = new StringBuilder("providers:\n  sandbox: {}\n");
        StringBuilder models = new StringBuilder("models:\n");
        StringBuilder chains = new StringBuilder("chains:\n");
        StringBuilder routes = new StringBuilder("routes:\n");
        for (ChatApi api : ChatApi.values()) {
            String dialect = api.name().toLowerCase(Locale.ROOT);
            providers.append("  bad-%s: { dialect: %s, base-url: 'http://127.0.0.1:%d', api-key: k }\n"
                    .formatted(dialect, dialect, port));
            CAUSES.forEach(cause -> models.append(
                    "  %s: { targets: [ { provider: bad-%s, model: x }, { provider: sandbox, model: echo } ] }\n"
                            .formatted(model(cause, api), dialect)));
        }
        for (String cause : CAUSES) {
            chains.append(
                    "  %s: [ route: { retry: { on: [%s] }, health: { consecutive-failures: 100, minimum-calls: 100 } } ]\n"
                            .formatted(cause, cause));
            routes.append("  - { name: %s, match: { model: ['%s-*'] }, chain: %s }\n".formatted(cause, cause, cause));
        }
        models.append(
                "  structured: { targets: [ { provider: sandbox, model: lorem-5 }, { provider: sandbox, model: json } ] }\n");
        chains.append("  structured: [ route, structured ]\n");
        routes.append("  - { name: structured, chain: structured }\n");
        return providers.append(models).append(chains).append(routes).toString();
    }
}
