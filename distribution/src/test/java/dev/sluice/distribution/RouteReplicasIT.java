package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes on one real Redis, in front of targets that fail: what one has found out, the others need not. */
class RouteReplicasIT {

    private static final int UNTIL_EJECTED = 5;
    private static final String CONFIG = """
            version: 1
            server: { listen: 127.0.0.1:0, event-loops: 2 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false }
            data: DATA
            state: { replicas: 3, redis: { endpoints: ["REDIS"], deadline: 2s } }
            providers:
              sandbox: {}
              limited: { dialect: openai, base-url: "http://127.0.0.1:LIMITED", api-key: k }
              broken: { dialect: openai, base-url: "http://127.0.0.1:BROKEN", api-key: k }
            models:
              limited: { targets: [ { provider: limited, model: x }, { provider: sandbox, model: echo } ] }
              broken: { targets: [ { provider: broken, model: x }, { provider: sandbox, model: echo } ] }
            chains:
              default: [ route: { health: { ejection: 60s } } ]
            """;

    @TempDir
    private static Path folder;

    private static FaultyServer limited;
    private static FaultyServer broken;
    private static Replicas replicas;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        limited = answering("429 Too Many Requests\r\nretry-after: 60");
        broken = answering("500 Internal Server Error");
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        replicas = Replicas.start(
                folder,
                CONFIG.replace("LIMITED", Integer.toString(limited.port()))
                        .replace("BROKEN", Integer.toString(broken.port())));
    }

    @AfterAll
    static void stop() throws IOException {
        replicas.close();
        client.shutdownNow();
        limited.close();
        broken.close();
    }

    @Test
    void aTargetThatAskedOneOfThemForARestIsLeftAloneByAll() throws Exception {
        assertThat(call(0, "limited")).isEqualTo(200);
        awaitEverywhere("limited/x");

        for (int i = 0; i < 3 * Replicas.COUNT; i++) {
            assertThat(call(i, "limited")).isEqualTo(200);
        }

        assertThat(limited.requests()).as("that one").isEqualTo(1);
    }

    @Test
    void aTargetThatOneOfThemHasEjectedIsLeftAloneByAll() throws Exception {
        for (int i = 0; i < UNTIL_EJECTED; i++) {
            assertThat(call(0, "broken")).isEqualTo(200);
        }
        awaitEverywhere("broken/x");

        for (int i = 0; i < 3 * Replicas.COUNT; i++) {
            assertThat(call(i, "broken")).isEqualTo(200);
        }

        assertThat(broken.requests()).as("those until it was ejected").isEqualTo(UNTIL_EJECTED);
    }

    private static FaultyServer answering(String status) throws IOException {
        return FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(
                    socket, "HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
            return true;
        });
    }

    private static int call(int replica, String model) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        URI uri = URI.create(replicas.get(replica).base() + "/v1/chat/completions");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Until all know that a target is to be left alone. */
    private static void awaitEverywhere(String target) {
        Pattern left = Pattern.compile("\"target\":\"" + target + "\",(?:(?!\"target\").)*\"ejected_for_ms\":[1-9]");
        for (int i = 0; i < Replicas.COUNT; i++) {
            URI uri = URI.create(replicas.get(i).admin() + "/admin/v1/targets");
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            await().untilAsserted(() -> assertThat(
                            client.send(request, BodyHandlers.ofString()).body())
                    .containsPattern(left));
        }
    }
}
