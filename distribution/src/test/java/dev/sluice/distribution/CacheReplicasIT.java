package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.embedded.RedisServer;

/** Two proxies whose caches share one real Redis. */
class CacheReplicasIT {

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";
    private static final AtomicInteger QUESTION = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static HttpServer provider;
    private static RedisServer redis;
    private static ServedHere first;
    private static ServedHere second;

    @BeforeAll
    static void serve() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/", CacheReplicasIT::answer);
        provider.start();
        int port = freePort();
        redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("dir " + folder)
                .build();
        redis.start();
        String config = """
                state: { replicas: 2, redis: { endpoints: ["127.0.0.1:%d"], deadline: 500ms } }
                providers: { openai: { dialect: openai, base-url: "http://127.0.0.1:%d", api-key: k, lacks: [responses] } }
                chains: { default: [ cache: { ttl: 1h, jitter: 0 } ] }
                routes: [ { name: all, chain: default } ]
                """.formatted(port, provider.getAddress().getPort());
        first = ServedHere.start(Files.createDirectories(folder.resolve("first")), config);
        second = ServedHere.start(Files.createDirectories(folder.resolve("second")), config);
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
        redis.stop();
        provider.stop(0);
    }

    @Test
    void oneAnswersWhatTheOtherHasKept() throws Exception {
        String question = question();
        int before = ASKED.get();

        HttpResponse<String> asked = chat(first, question);
        await().until(() -> isKept(second, question));
        HttpResponse<String> kept = chat(second, question);

        assertThat(how(asked)).isEqualTo("miss");
        assertThat(how(kept)).isEqualTo("hit");
        assertThat(kept.body()).isEqualTo(asked.body());
        assertThat(ASKED.get()).isEqualTo(before + 1);
    }

    /** The provider speaks OpenAI's API, so every other caller's question and answer is translated on its way. */
    @ParameterizedTest
    @CsvSource({
        "CHAT, ANTHROPIC, false, false",
        "CHAT, ANTHROPIC, true, true",
        "ANTHROPIC, CHAT, true, false",
        "GEMINI, BEDROCK, false, true",
        "OLLAMA, CHAT, true, true",
        "COHERE, GEMINI, true, false",
        "RESPONSES, OLLAMA, false, true",
        "BEDROCK, RESPONSES, true, false"
    })
    void oneAnswersInAnotherDialectWhatTheOtherHasKept(
            Asks paid, Asks other, boolean cameStreamed, boolean wantedStreamed) throws Exception {
        int question = QUESTION.incrementAndGet();
        int before = ASKED.get();

        HttpResponse<String> asked = paid.ask(first, question, cameStreamed, "max-age=3600");
        await().until(() -> isKept(second, paid, question, cameStreamed));
        HttpResponse<String> kept = other.ask(second, question, wantedStreamed, "max-age=3600");

        assertThat(how(asked)).isEqualTo("miss");
        assertThat(how(kept)).as(kept.body()).isEqualTo("hit");
        assertThat(kept.headers().firstValueAsLong("age")).isPresent();
        assertThat(kept.headers().firstValue("content-type").orElseThrow()).startsWith(other.type(wantedStreamed));
        assertThat(kept.body()).contains("answer " + (before + 1)).contains(other.mark);
        assertThat(ASKED.get()).isEqualTo(before + 1);
    }

    @Test
    void whatIsForgottenIsForgottenInEveryDialect() throws Exception {
        int question = QUESTION.incrementAndGet();
        Asks.CHAT.ask(first, question, false, "max-age=3600");
        await().until(() -> isKept(second, Asks.ANTHROPIC, question, false));

        first.adminSend("DELETE", "/admin/v1/cache/default");

        await().untilAsserted(() -> {
            assertThat(isKept(second, Asks.ANTHROPIC, question, false)).isFalse();
            assertThat(isKept(first, Asks.CHAT, question, false)).isFalse();
        });
    }

    @Test
    void whatOneForgetsTheOtherForgetsToo() throws Exception {
        String question = question();
        chat(first, question);
        await().until(() -> isKept(second, question));

        HttpResponse<String> purged = first.adminSend("DELETE", "/admin/v1/cache/default");

        assertThat(purged.statusCode()).as(purged.body()).isLessThan(300);
        await().untilAsserted(() -> {
            assertThat(isKept(second, question)).isFalse();
            assertThat(isKept(first, question)).isFalse();
        });
    }

    @Test
    void callsGoOnWhileTheRedisIsAwayAndAreSharedAgainAfterwards() throws Exception {
        redis.stop();
        String away = question();
        HttpResponse<String> asked = chat(first, away);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(how(asked)).isEqualTo("miss");
        await().untilAsserted(() -> assertThat(how(chat(first, away))).isEqualTo("hit"));
        assertThat(chat(second, away).statusCode()).isEqualTo(200);

        redis.start();

        await().until(() -> {
            String again = question();
            return chat(first, again).statusCode() == 200 && isKept(second, again);
        });
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean streamed = request.contains("\"stream\":true");
        int number = ASKED.incrementAndGet();
        byte[] reply = (streamed ? stream(number) : whole(number)).getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", streamed ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private static String whole(int number) {
        return head(number, "chat.completion")
                + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"answer " + number
                + "\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
    }

    private static String stream(int number) {
        String head = "data: " + head(number, "chat.completion.chunk");
        return head + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"answer " + number + "\"}}]}\n\n"
                + head
                + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + head + "]," + USAGE
                + "}\n\ndata: [DONE]\n\n";
    }

    private static String head(int number, String object) {
        return "{\"id\":\"chatcmpl-" + number + "\",\"object\":\"" + object
                + "\",\"created\":1,\"model\":\"x\",\"choices\":[";
    }

    private static String question() {
        return "{\"model\":\"openai/x\",\"messages\":[{\"role\":\"user\",\"content\":\"question "
                + QUESTION.incrementAndGet() + "\"}]}";
    }

    private static HttpResponse<String> chat(ServedHere at, String question) throws Exception {
        return at.post("/v1/chat/completions", question);
    }

    /** Asks nobody. */
    private static boolean isKept(ServedHere at, String question) throws Exception {
        return at.post("/v1/chat/completions", question, "x-sluice-cache-control", "only-if-cached")
                        .statusCode()
                == 200;
    }

    private static boolean isKept(ServedHere at, Asks asks, int question, boolean streamed) throws Exception {
        return asks.ask(at, question, streamed, "only-if-cached").statusCode() == 200;
    }

    private static String how(HttpResponse<String> reply) {
        return reply.headers().firstValue("x-sluice-cache").orElse("none");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
