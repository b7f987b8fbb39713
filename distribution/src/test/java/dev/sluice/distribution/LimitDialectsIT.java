package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the SDK of each dialect reads of a call that a limit refuses. */
class LimitDialectsIT {

    private static final String CONFIG = """
            providers: { sandbox: {}, openai: { base-url: "http://127.0.0.1:9", api-key: k } }
            models:
              for-openai: { targets: [ { provider: sandbox, model: echo@90001 } ] }
              for-anthropic: { targets: [ { provider: sandbox, model: echo@90002 } ] }
              for-gemini: { targets: [ { provider: sandbox, model: echo@90003 } ] }
              for-cohere: { targets: [ { provider: sandbox, model: echo@90004 } ] }
              for-ollama: { targets: [ { provider: sandbox, model: echo@90005 } ] }
              for-bedrock: { targets: [ { provider: sandbox, model: echo@90006 } ] }
              m1: { targets: [ { provider: sandbox, model: lorem } ] }
              m2: { targets: [ { provider: sandbox, model: lorem } ] }
            chains:
              default: [ limit: { limits: [ { measure: requests, max: 1, per: 1h, by: [model] } ] } ]
            """;

    @TempDir
    private static Path folder;

    private static ServedHere sluice;

    @BeforeAll
    static void start() throws Exception {
        sluice = ServedHere.start(folder, CONFIG);
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENAI    | retry-after-ms    | x-ratelimit-remaining-requests         | \"code\":\"rate_limit_exceeded\"",
                "ANTHROPIC | retry-after-ms    | anthropic-ratelimit-requests-remaining | \"type\":\"rate_limit_error\"",
                "GEMINI    | retry-after       | x-ratelimit-remaining-requests         | google.rpc.RetryInfo\",\"retryDelay\":\"",
                "COHERE    | retry-after-ms    | x-ratelimit-remaining-requests         | \"message\":\"Expected at most 1 requests",
                "OLLAMA    | retry-after       | x-ratelimit-remaining-requests         | {\"error\":\"Expected at most 1 requests",
                "BEDROCK   | x-amz-retry-after | x-ratelimit-remaining-requests         | \"__type\":\"ThrottlingException\""
            })
    void refusesInTheWordsOfTheDialect(ChatApi api, String precise, String remaining, String said) throws Exception {
        String model = "for-" + api.name().toLowerCase(Locale.ROOT);
        HttpResponse<String> admitted = sluice.post(api.path(model, false), api.body(model, false));

        HttpResponse<String> refused = sluice.post(api.path(model, false), api.body(model, false));

        assertThat(admitted.statusCode()).as(admitted.body()).isEqualTo(200);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(3500L, 3800L);
        assertThat(refused.headers().firstValueAsLong(precise)).isPresent();
        assertThat(refused.headers().firstValueAsLong(remaining)).hasValue(0);
        assertThat(refused.body()).contains(said);
    }

    @Test
    void noOtherNameOfAModelGetsRoundItsLimit() throws Exception {
        ChatApi api = ChatApi.OPENAI;
        assertThat(sluice.post(api.path("m1", false), api.body("m1", false)).statusCode())
                .isEqualTo(200);

        for (String name : List.of("m1", "m2", "sandbox/lorem")) {
            HttpResponse<String> refused = sluice.post(api.path(name, false), api.body(name, false));
            assertThat(refused.statusCode()).as(name).isEqualTo(429);
        }
    }

    @Test
    void madeUpNamesShareACount() throws Exception {
        ChatApi api = ChatApi.OPENAI;
        HttpResponse<String> first =
                sluice.post(api.path("sandbox/lorem-1", false), api.body("sandbox/lorem-1", false));
        HttpResponse<String> second =
                sluice.post(api.path("sandbox/lorem-2", false), api.body("sandbox/lorem-2", false));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(429);
    }

    /** What names no model of the config draws on one count, whatever it is: files, batches, what is passed through, unknown models. */
    @Test
    void everyEndpointCounts() throws Exception {
        HttpResponse<String> first = sluice.post("/providers/sandbox/v1/anything", "{}");

        assertThat(first.statusCode()).isNotEqualTo(429);
        for (String path : List.of(
                "/providers/sandbox/v1/anything",
                "/v1/files",
                "/v1/batches",
                "/v1/audio/transcriptions",
                "/v1/images/edits")) {
            assertThat(sluice.post(path, "{}").statusCode()).as(path).isEqualTo(429);
        }
    }
}
