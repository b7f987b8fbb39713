package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits and metrics count what providers charge for, whoever gets the answer, and sessions for as long as they last. */
class PaidForIT {

    /** What each answer uses, as the provider says, and a session's one response. */
    private static final int ANSWER = 7 + 20;

    private static final int RESPONSE = 132 + 121;

    private static final String DONE = "{\"type\":\"response.done\",\"response\":{\"usage\":{\"total_tokens\":253,"
            + "\"input_tokens\":132,\"output_tokens\":121}}}";

    private static final String CONFIG = """
            providers:
              declines: { dialect: openai, base-url: "http://127.0.0.1:DECLINES", api-key: k }
              rude: { dialect: openai, base-url: "http://127.0.0.1:RUDE", api-key: k }
              good: { dialect: openai, base-url: "http://127.0.0.1:GOOD", api-key: k }
              talks: { dialect: openai, base-url: "http://127.0.0.1:TALKS", api-key: k }
            models:
              careful: { strategy: cascade, targets: [ { provider: declines, model: x }, { provider: good, model: y } ] }
              rude: { targets: [ { provider: rude, model: x } ] }
              good: { targets: [ { provider: good, model: y } ] }
              talk: { targets: [ { provider: declines, model: x }, { provider: talks, model: y } ] }
            chains:
              default:
                - limit: { limits: [ { measure: tokens, max: 1000000, per: 1h }, { measure: concurrent, max: 1 } ] }
                - guard: { output: [ { check: { words: { words: [blockhead] } } } ] }
                - route
              sessions:
                - limit: { limits: [ { measure: tokens, max: 1000000, per: 1h }, { measure: concurrent, max: 1 } ] }
                - route: { concurrency: { initial: 1, queue: 0 } }
            routes:
              - { name: sessions, match: { model: [talk] }, chain: sessions }
              - { name: all, chain: default }
            """;

    @TempDir
    private static Path folder;

    private static final BlockingQueue<ServerWebSocket> SESSIONS = new LinkedBlockingQueue<>();

    private static Vertx vertx;
    private static FaultyServer declines;
    private static FaultyServer rude;
    private static FaultyServer good;
    private static ServedHere sluice;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        declines = answering("I'm sorry, but I can't assist with that request.");
        rude = answering("You blockhead.");
        good = answering("Of course: here is what you asked for.");
        int talks = vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                .webSocketHandler(SESSIONS::add)
                .listen()
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        client = HttpClient.newHttpClient();
        sluice = ServedHere.start(
                folder,
                CONFIG.replace("DECLINES", Integer.toString(declines.port()))
                        .replace("RUDE", Integer.toString(rude.port()))
                        .replace("GOOD", Integer.toString(good.port()))
                        .replace("TALKS", Integer.toString(talks)));
    }

    @AfterAll
    static void stop() throws Exception {
        sluice.close();
        client.close();
        declines.close();
        rude.close();
        good.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void bothAnswersOfACascadeAreCounted() throws Exception {
        long before = left();

        HttpResponse<String> reply = chat("careful");

        assertThat(reply.headers().firstValue("x-sluice-target")).contains("good/y");
        assertThat(left()).isEqualTo(before - 2 * ANSWER - ANSWER);
        assertThat(sluice.admin("/metrics").body())
                .contains("sluice_tokens_total{kind=\"output\",model=\"x\",provider=\"declines\",route=\"all\"} 20.0");
    }

    @Test
    void anAnswerThatAFilterDidNotPassOnIsCounted() throws Exception {
        long before = left();

        HttpResponse<String> reply = chat("rude");

        assertThat(reply.statusCode()).as(reply.body()).isGreaterThanOrEqualTo(400);
        assertThat(left()).isEqualTo(before - ANSWER - ANSWER);
    }

    @Test
    void aSessionIsOpenedElsewhereWhereATargetRefusesAndCountedUntilItsEnd() throws Exception {
        long before = left();
        WebSocket session = open();
        ServerWebSocket provider = SESSIONS.poll(5, TimeUnit.SECONDS);

        assertThatThrownBy(PaidForIT::open)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(429));
        assertThat(provider).isNotNull();
        provider.writeTextMessage(DONE).await(5, TimeUnit.SECONDS);
        provider.close((short) 1000).await(5, TimeUnit.SECONDS);

        await().ignoreExceptions().untilAsserted(() -> assertThat(open()).isNotNull());
        SESSIONS.remove().close((short) 1000).await(5, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(session.isInputClosed()).isTrue());
        await().untilAsserted(() -> assertThat(chat("good").statusCode()).isEqualTo(200));
        assertThat(left()).isEqualTo(before - RESPONSE - 2 * ANSWER);
        assertThat(sluice.admin("/metrics").body())
                .contains(
                        "sluice_tokens_total{kind=\"input\",model=\"y\",provider=\"talks\",route=\"sessions\"} 132.0");
    }

    /** What is left as a call is told, which uses some itself. */
    private static long left() throws Exception {
        HttpResponse<String> reply = chat("good");
        return reply.headers()
                .firstValueAsLong("x-ratelimit-remaining-tokens")
                .orElseThrow(() -> new AssertionError(reply.body()));
    }

    private static HttpResponse<String> chat(String model) throws Exception {
        return sluice.post(
                "/v1/chat/completions",
                "{\"model\":\"" + model + "\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    private static WebSocket open() {
        return client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + sluice.port() + "/v1/realtime?model=talk"),
                        new WebSocket.Listener() {})
                .join();
    }

    /** Every request, a handshake, too, which nobody should take for an open session. */
    private static FaultyServer answering(String text) throws IOException {
        String body =
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"x\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                        + "\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":20,\"total_tokens\":27}}";
        return FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(
                    socket,
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                            + body);
            return true;
        });
    }
}
