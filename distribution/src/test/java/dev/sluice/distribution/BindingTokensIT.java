package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A limit of tokens that binds: of a thousand streams at once as many are admitted as it has room for, half of those are given up,
 * and then exactly as many fit as if only what was really used counted.
 */
class BindingTokensIT {

    private static final int CROWD = 1000;

    /** Chosen so that what is left is never just a multiple of what a stream reserves. */
    private static final int LIMIT = 10_050;

    /** One token of the prompt, and what its answer may have. */
    private static final int RESERVED = 1 + 99;

    private static final int PROBE = 1 + 1;

    /** What a stream uses that is read to its end, and one that is given up: as the provider says. */
    private static final int WHOLE = 7 + 20;

    private static final int CUT = 7 + 12;

    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    private static final String BEGIN = event("\"delta\":{\"content\":\"good\"},\"finish_reason\":null", 12);
    private static final String END = event("\"delta\":{},\"finish_reason\":\"stop\"", 20) + "data: [DONE]\n\n";

    /** Uses nothing, so that a call to it may ask how it stands. */
    private static final String REFUSAL = "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n"
            + "content-length: 2\r\nconnection: close\r\n\r\n{}";

    private static final String CONFIG = """
            version: 1
            server: { listen: 127.0.0.1:0, event-loops: 2 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false }
            data: DATA
            STATE
            providers:
              whole: { dialect: openai, base-url: "http://127.0.0.1:WHOLE", api-key: k }
              cut: { dialect: openai, base-url: "http://127.0.0.1:CUT", api-key: k }
              probe: { dialect: openai, base-url: "http://127.0.0.1:PROBE", api-key: k }
            models:
              whole: { targets: [ { provider: whole, model: x } ] }
              cut: { targets: [ { provider: cut, model: x } ] }
              probe: { targets: [ { provider: probe, model: x } ] }
            chains:
              default: [ limit: { while-away: fail, limits: [ { measure: tokens, max: LIMIT, per: 2h } ] } ]
            """;

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<InputStream> whole = new ArrayList<>();
    private final List<InputStream> cut = new ArrayList<>();
    private List<FaultyServer> providers = List.of();

    @TempDir
    private Path folder;

    @BeforeEach
    void startProviders() throws IOException {
        FaultyServer ends = FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(socket, EVENTS + BEGIN);
            mayEnd.await();
            FaultyServer.send(socket, END);
            return false;
        });
        FaultyServer hangs = FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(socket, EVENTS + BEGIN);
            self.hang();
            return false;
        });
        FaultyServer refuses = FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(socket, REFUSAL);
            return false;
        });
        providers = List.of(ends, hangs, refuses);
    }

    @AfterEach
    void stopProviders() throws IOException {
        client.shutdownNow();
        for (FaultyServer provider : providers) {
            provider.close();
        }
    }

    @Test
    void bindsThreeProcessesOnOneRedis() throws Exception {
        // The deadline is long, since the crowd may not be alone on the machine.
        String state = "state: { replicas: 3, redis: { endpoints: [\"REDIS\"], deadline: 10s } }";
        try (Replicas replicas = Replicas.start(folder, config(state))) {
            bindsWhatIsReallyUsed(IntStream.range(0, Replicas.COUNT)
                    .mapToObj(i -> replicas.get(i).base())
                    .toList());
        }
    }

    @Test
    void bindsAProcessThatCountsInItsMemory() throws Exception {
        String config = config("").replace("DATA", folder.resolve("data").toString());
        try (ServedProcess process = ServedProcess.start(folder, config)) {
            bindsWhatIsReallyUsed(List.of(process.base()));
        }
    }

    private void bindsWhatIsReallyUsed(List<String> bases) throws Exception {
        admit(bases, List.of("whole", "cut"));
        assertThat(whole.size() + cut.size()).as("admitted at first").isEqualTo(LIMIT / RESERVED);
        assertThat(whole).isNotEmpty();
        assertThat(cut).isNotEmpty();
        int left = LIMIT - whole.size() * WHOLE - cut.size() * CUT;

        giveUp();
        readToTheEnd();
        await().untilAsserted(() -> assertThat(left(bases)).isEqualTo(left));

        admit(bases, List.of("cut"));
        assertThat(cut).as("admitted then").hasSize(left / RESERVED);
        int leftThen = left - cut.size() * CUT;
        giveUp();
        await().untilAsserted(() -> assertThat(left(bases)).isEqualTo(leftThen));
    }

    /** Sends a crowd, and keeps the streams of those that are admitted; the others are told to wait. */
    private void admit(List<String> bases, List<String> models) throws IOException {
        List<CompletableFuture<HttpResponse<InputStream>>> all = IntStream.range(0, CROWD)
                .mapToObj(i -> client.sendAsync(
                        chat(bases.get(i % bases.size()), models.get(i % models.size()), RESERVED - 1),
                        BodyHandlers.ofInputStream()))
                .toList();
        for (int i = 0; i < CROWD; i++) {
            HttpResponse<InputStream> reply = all.get(i).join();
            if (reply.statusCode() == 429) {
                reply.body().close();
            } else if (reply.statusCode() != 200) {
                fail(reply.statusCode() + ": " + new String(reply.body().readAllBytes(), UTF_8));
            } else {
                (models.get(i % models.size()).equals("whole") ? whole : cut).add(reply.body());
            }
        }
    }

    private void giveUp() throws IOException {
        for (InputStream body : cut) {
            assertThat(new String(body.readNBytes(BEGIN.length()), UTF_8)).isEqualTo(BEGIN);
            body.close();
        }
        cut.clear();
    }

    private void readToTheEnd() throws IOException {
        mayEnd.countDown();
        for (InputStream body : whole) {
            assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo(BEGIN + END);
        }
        whole.clear();
    }

    /** What is left, as a call is told that uses nothing, but for what that one has reserved itself. */
    private int left(List<String> bases) throws Exception {
        HttpResponse<String> reply = client.send(chat(bases.getFirst(), "probe", PROBE - 1), BodyHandlers.ofString());
        return PROBE
                + (int) reply.headers()
                        .firstValueAsLong("x-ratelimit-remaining-tokens")
                        .orElseThrow();
    }

    private static HttpRequest chat(String base, String model, int maxTokens) {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":" + maxTokens
                + ",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return HttpRequest.newBuilder(URI.create(base + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String config(String state) {
        return CONFIG.replace("STATE", state)
                .replace("WHOLE", Integer.toString(providers.get(0).port()))
                .replace("CUT", Integer.toString(providers.get(1).port()))
                .replace("PROBE", Integer.toString(providers.get(2).port()))
                .replace("LIMIT", Integer.toString(LIMIT));
    }

    private static String event(String choice, int output) {
        return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"x\",\"choices\":[{\"index\":0,"
                + choice + "}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":" + output
                + ",\"total_tokens\":" + (7 + output) + "}}\n\n";
    }
}
