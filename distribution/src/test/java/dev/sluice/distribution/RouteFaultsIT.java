package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.distribution.FaultyServer.Behaviour;
import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults that providers have, over real sockets, in front of the plugin as it ships: the next target answers. */
class RouteFaultsIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));

    private static final String JSON = "content-type: application/json\r\n";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    private static final String DELTA =
            "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"y\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"good\"},\"finish_reason\":null}]}\n\n";
    private static final String ANSWER =
            "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"y\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"good\"},\"finish_reason\":\"stop\"}]}";

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Served served;

    @AfterEach
    void stop() {
        if (served != null) {
            served.stop();
        }
        client.close();
    }

    @ParameterizedTest(name = "{0}, streamed: {1}")
    @MethodSource("faults")
    void theNextTargetAnswers(String fault, boolean streamed, Behaviour behaviour) throws Exception {
        try (FaultyServer bad = FaultyServer.that(behaviour);
                FaultyServer good = good()) {
            serve(bad.port(), good.port());

            HttpResponse<String> reply = call(streamed);

            assertGood(reply);
            assertThat(bad.requests()).isEqualTo(1);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(true, false)
                .flatMap(streamed -> Stream.of(
                        Arguments.of("reset", streamed, (Behaviour) (self, socket, events) -> {
                            socket.setSoLinger(true, 0);
                            return false;
                        }),
                        Arguments.of("hang before headers", streamed, (Behaviour) (self, socket, events) -> {
                            self.hang();
                            return false;
                        }),
                        Arguments.of("closes without a word", streamed, (Behaviour) (self, socket, events) -> false),
                        Arguments.of("half-open: sends no more, but reads on", streamed, (Behaviour)
                                (self, socket, events) -> {
                                    socket.shutdownOutput();
                                    self.hang();
                                    return false;
                                }),
                        Arguments.of("500", streamed, status("500 Internal Server Error", "")),
                        Arguments.of("529", streamed, status("529 Overloaded", "")),
                        Arguments.of("429", streamed, status("429 Too Many Requests", "retry-after: 60\r\n")),
                        Arguments.of("slow drip", streamed, (Behaviour) (self, socket, events) -> drip(socket, events)),
                        Arguments.of(streamed ? "error in the first event" : "hang amid the body", streamed, (Behaviour)
                                RouteFaultsIT::breaksInTheMiddle)));
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {true, false})
    void aTargetThatRefusesConnectionsIsPassedOver(boolean streamed) throws Exception {
        try (FaultyServer good = good()) {
            serve(closedPort(), good.port());

            assertGood(call(streamed));
        }
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {true, false})
    void aTargetThatNobodyLooksAfterIsPassedOver(boolean streamed) throws Exception {
        try (FaultyServer bad = FaultyServer.thatNeverLooks();
                FaultyServer good = good()) {
            serve(bad.port(), good.port());

            assertGood(call(streamed));
        }
    }

    @Test
    void aStormOfCallsMeetsARateLimitOnce() throws Exception {
        try (FaultyServer bad = FaultyServer.that(status("429 Too Many Requests", "retry-after: 60\r\n"));
                FaultyServer good = good()) {
            serve(bad.port(), good.port());

            for (int i = 0; i < 30; i++) {
                assertGood(call(i % 2 == 0));
            }

            assertThat(bad.requests()).isEqualTo(1);
            assertThat(targets()).contains("\"target\":\"bad/x\"", "\"ejected\":true,\"because\":\"rate limit\"");
        }
    }

    /** Nothing is sent twice once the client has a byte: it is told, and nobody else is asked. */
    @Test
    void aStreamThatHangsAfterItHasBegunIsEnded() throws Exception {
        try (FaultyServer bad = FaultyServer.that((self, socket, events) -> {
                    FaultyServer.send(socket, EVENTS + DELTA);
                    self.hang();
                    return false;
                });
                FaultyServer good = good()) {
            serve(bad.port(), good.port());

            HttpResponse<String> reply = call(true);

            assertThat(reply.headers().firstValue("x-sluice-target")).contains("bad/x");
            assertThat(reply.body()).startsWith(DELTA).contains("upstream_idle_timeout");
            assertThat(good.requests()).isZero();
        }
    }

    private static Behaviour status(String status, String fields) {
        return (self, socket, streamed) -> {
            FaultyServer.send(socket, "HTTP/1.1 " + status + "\r\n" + JSON + fields + "content-length: 2\r\n\r\n{}");
            return true;
        };
    }

    /** So slowly that the whole of it, or the first event of it, would take minutes. */
    private static boolean drip(Socket socket, boolean streamed) throws IOException, InterruptedException {
        FaultyServer.send(socket, streamed ? EVENTS : "HTTP/1.1 200 OK\r\n" + JSON + "content-length: 9999\r\n\r\n");
        for (char letter : (streamed ? DELTA : ANSWER).toCharArray()) {
            FaultyServer.send(socket, String.valueOf(letter));
            Thread.sleep(Duration.ofMillis(100)); // The pace of the fault itself, not a wait for anything.
        }
        return false;
    }

    private static boolean breaksInTheMiddle(FaultyServer self, Socket socket, boolean streamed)
            throws IOException, InterruptedException {
        if (streamed) {
            FaultyServer.send(
                    socket, EVENTS + "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"overloaded\"}}\n\n");
        } else {
            FaultyServer.send(socket, "HTTP/1.1 200 OK\r\n" + JSON + "content-length: 999\r\n\r\n{\"id\":");
            self.hang();
        }
        return false;
    }

    private static FaultyServer good() throws IOException {
        return FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(
                    socket,
                    streamed
                            ? EVENTS + DELTA + "data: [DONE]\n\n"
                            : "HTTP/1.1 200 OK\r\n" + JSON + "content-length: " + ANSWER.length() + "\r\n\r\n"
                                    + ANSWER);
            return !streamed;
        });
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    private void serve(int bad, int good) throws IOException {
        Path config = folder.resolve("sluice.yaml");
        Files.writeString(config, """
            version: 1
            server: { listen: 127.0.0.1:0, event-loops: 2 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false, level: error }
            data: %s
            providers:
              bad: { dialect: openai, base-url: "http://127.0.0.1:%d", api-key: k, timeouts: { connect: 1s, first-byte: 1s, idle: 1s } }
              good: { dialect: openai, base-url: "http://127.0.0.1:%d/v1", api-key: k }
            models:
              m: { targets: [ { provider: bad, model: x }, { provider: good, model: y } ] }
            chains:
              default: [ route: { deadlines: { attempt: 2s, first-byte: 1500ms } } ]
            """.formatted(folder.resolve("data"), bad, good));
        served = Bootstrap.serve(new Bootstrap.Place(config, ROOT, null));
    }

    private Served served() {
        return Objects.requireNonNull(served, "serve(..) comes first");
    }

    private static void assertGood(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-sluice-target")).contains("good/y");
        assertThat(reply.body()).contains("good");
    }

    private HttpResponse<String> call(boolean streamed) throws IOException, InterruptedException {
        String body =
                "{\"model\":\"m\",\"stream\":" + streamed + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served().port() + "/v1/chat/completions"))
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(15))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String targets() throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + served().adminPort() + "/admin/v1/targets"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
