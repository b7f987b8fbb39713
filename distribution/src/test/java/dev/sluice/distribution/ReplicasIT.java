package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes of the distribution on one real Redis count as one, whatever happens to one of them or to the Redis. */
class ReplicasIT {

    private static final int STREAMS = 60;
    private static final int PERMITS = 5;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a whole answer uses, and what a stream has used when it is given up: as the provider says. */
    private static final int WHOLE = 7 + 20;

    private static final int CUT = 7 + 12;

    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    private static final String BEGIN = event("\"delta\":{\"content\":\"good\"},\"finish_reason\":null", 12);
    private static final String END = event("\"delta\":{},\"finish_reason\":\"stop\"", 20);

    private static final String CONFIG = """
            version: 1
            server: { listen: 127.0.0.1:0, event-loops: 2 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false }
            data: DATA
            state: { replicas: 3, redis: { endpoints: ["REDIS"], required: REQUIRED, deadline: 2s } }
            providers:
              sandbox: {}
              whole: { dialect: openai, base-url: "http://127.0.0.1:WHOLE", api-key: k }
              cut: { dialect: openai, base-url: "http://127.0.0.1:CUT", api-key: k }
            models:
              hundred: { targets: [ { provider: sandbox, model: echo } ] }
              anew: { targets: [ { provider: sandbox, model: echo } ] }
              killed-local: { targets: [ { provider: sandbox, model: echo } ] }
              killed-skip: { targets: [ { provider: sandbox, model: echo } ] }
              killed-fail: { targets: [ { provider: sandbox, model: echo } ] }
              whole: { targets: [ { provider: whole, model: x } ] }
              cut: { targets: [ { provider: cut, model: x } ] }
              permits: { targets: [ { provider: cut, model: x } ] }
              known: { targets: [ { provider: sandbox, model: echo } ] }
              away-local: { targets: [ { provider: sandbox, model: echo } ] }
              away-skip: { targets: [ { provider: sandbox, model: echo } ] }
              away-fail: { targets: [ { provider: sandbox, model: echo } ] }
            chains:
              hundred: [ limit: { while-away: fail, limits: [ { measure: requests, max: 100, per: 1h } ] } ]
              killed-local: [ limit: { while-away: local, limits: [ { measure: requests, max: 600, per: 7h } ] } ]
              killed-skip: [ limit: { while-away: skip, limits: [ { measure: requests, max: 600, per: 8h } ] } ]
              killed-fail: [ limit: { while-away: fail, limits: [ { measure: requests, max: 1000000, per: 9h } ] } ]
              anew: [ limit: { while-away: fail, limits: [ { measure: requests, max: 100, per: 6h } ] } ]
              tokens:
                - limit:
                    while-away: fail
                    limits:
                      - { measure: tokens, max: 1000000, per: 2h }
                      - { measure: concurrent, max: 61 }
              permits: [ limit: { lease: 2s, limits: [ { measure: concurrent, max: 5, by: [route] } ] } ]
              known: [ access: { pepper: 0123456789abcdef0123456789abcdef } ]
              away-local: [ limit: { while-away: local, limits: [ { measure: requests, max: 600, per: 3h } ] } ]
              away-skip: [ limit: { while-away: skip, limits: [ { measure: requests, max: 600, per: 4h } ] } ]
              away-fail: [ limit: { while-away: fail, limits: [ { measure: requests, max: 600, per: 5h } ] } ]
            routes:
              - { name: hundred, match: { model: [hundred] }, chain: hundred }
              - { name: killed-local, match: { model: [killed-local] }, chain: killed-local }
              - { name: killed-skip, match: { model: [killed-skip] }, chain: killed-skip }
              - { name: killed-fail, match: { model: [killed-fail] }, chain: killed-fail }
              - { name: anew, match: { model: [anew] }, chain: anew }
              - { name: whole, match: { model: [whole] }, chain: tokens }
              - { name: cut, match: { model: [cut] }, chain: tokens }
              - { name: permits, match: { model: [permits] }, chain: permits }
              - { name: known, match: { model: [known] }, chain: known }
              - { name: away-local, match: { model: [away-local] }, chain: away-local }
              - { name: away-skip, match: { model: [away-skip] }, chain: away-skip }
              - { name: away-fail, match: { model: [away-fail] }, chain: away-fail }
            """;

    @TempDir
    private static Path folder;

    private static FaultyServer whole;
    private static FaultyServer cut;
    private static Replicas replicas;
    private static HttpClient client;
    private static int tokenProbes;
    private static int requestProbes;

    @BeforeAll
    static void start() throws IOException {
        whole = FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(socket, EVENTS + BEGIN + END + "data: [DONE]\n\n");
            return false;
        });
        cut = FaultyServer.that((self, socket, streamed) -> {
            FaultyServer.send(socket, EVENTS + BEGIN);
            self.hang();
            return false;
        });
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        replicas = Replicas.start(folder, config(whole.port(), cut.port()));
    }

    private static String config(int whole, int cut) {
        return CONFIG.replace("WHOLE", Integer.toString(whole)).replace("CUT", Integer.toString(cut));
    }

    @AfterAll
    static void stop() throws Exception {
        replicas.close();
        client.shutdownNow();
        whole.close();
        cut.close();
    }

    @Test
    void admitExactlyTheLimitOfAThousandCallsAtOnce() {
        List<Integer> statuses = thousand("hundred");

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(900);
    }

    private static List<Integer> thousand(String model) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> client.sendAsync(chat(i, model, false), BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(one -> one.join().statusCode())
                .toList();
    }

    /** A crowd takes all permits that there are: so a second one finds that the first has given all of them back. */
    @Test
    void chargeWhatStreamsReallyUsedThoughHalfOfThemAreGivenUp() throws Exception {
        long before = tokensLeft();
        long used = STREAMS / 2 * (WHOLE + CUT);

        assertThat(crowdOfWhichHalfGiveUp()).containsOnly(200);
        await().untilAsserted(() -> assertThat(tokensLeft()).isEqualTo(before - used));
        assertThat(crowdOfWhichHalfGiveUp()).containsOnly(200);

        await().untilAsserted(() -> assertThat(tokensLeft()).isEqualTo(before - 2 * used));
    }

    @Test
    void getBackThePermitsOfAProcessThatWasKilledWhenTheirLeaseEnds() throws Exception {
        hold(2, PERMITS);
        assertThat(call(0, "permits").statusCode()).as("while they are held").isEqualTo(429);

        replicas.get(2).signal("KILL");
        long killed = System.nanoTime();
        List<InputStream> held = new ArrayList<>();
        for (int i = 0; i < PERMITS; i++) { // Each was taken, and renewed, at a moment of its own.
            int replica = i % 2;
            await().atMost(LEASE.multipliedBy(3)).untilAsserted(() -> held.addAll(hold(replica, 1)));
        }
        Duration leaked = Duration.ofNanos(System.nanoTime() - killed);

        assertThat(leaked).isLessThan(LEASE.plusSeconds(1));
        assertThat(call(1, "permits").statusCode())
                .as("as many as before, and no more")
                .isEqualTo(429);
        for (InputStream one : held) {
            one.close();
        }
        replicas.replace(2);
    }

    @Test
    void answerByPolicyWhileTheRedisIsPausedAndCountRightAfterwards() throws Exception {
        long before = requestsLeft();

        replicas.pauseRedis();
        long until = System.nanoTime() + PAUSE.toNanos();
        int granted = 0;
        while (System.nanoTime() < until) {
            granted += grantedWhileAway();
        }
        assertReady(0, 200, "The shared state cannot be reached");
        assertReady(2, 503, "not ready");
        long left = before - granted;
        replicas.resumeRedis();

        await().untilAsserted(() -> assertReady(2, 200, "ready"));
        await().untilAsserted(() -> assertThat(requestsLeft()).isEqualTo(left));
    }

    /** What was counted is gone then, which nobody can help; what counts is that every call is answered, and that counting goes on. */
    @Test
    void answerEveryCallWhileTheRedisIsKilledAndFlushedAndCountRightAfterwards() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<Integer>>> callers = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> callUntil(over, i), threads))
                    .toList();

            replicas.killRedis();
            await().untilAsserted(() ->
                    assertThat(call(0, "killed-fail").statusCode()).isEqualTo(503));
            replicas.startRedis();
            await().untilAsserted(() -> assertReady(2, 200, "ready"));
            replicas.flushRedis();
            over.set(true);

            assertThat(callers).allSatisfy(one -> assertThat(one.join()).isNotEmpty());
            assertThat(callers)
                    .allSatisfy(one -> assertThat(one.join())
                            .allMatch(status -> List.of(200, 429, 503).contains(status)));
        }
        assertThat(thousand("anew")).filteredOn(status -> status == 200).hasSize(100);
    }

    /** Each call has its answer in time, or this fails. */
    private static List<Integer> callUntil(AtomicBoolean over, int number) {
        String policy = List.of("killed-local", "killed-skip", "killed-fail").get(number % 3);
        List<Integer> statuses = new ArrayList<>();
        while (!over.get()) {
            statuses.add(atAllReplicas(policy).get(number % Replicas.COUNT).statusCode());
        }
        return statuses;
    }

    @Test
    void refuseEverywhereWithinASecondAKeyThatWasRevokedAtOne() throws Exception {
        String made = admin(0, "POST", "keys", "{\"name\":\"ci\",\"tenant\":\"acme\"}")
                .body();
        String key = field(made, "key");
        await().untilAsserted(() -> assertThat(keyed(key)).containsOnly(200));

        HttpResponse<String> revoked = admin(0, "DELETE", "keys/" + field(made, "id"), "");
        long since = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(keyed(key)).containsOnly(401));

        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
    }

    /** One call of each policy at each replica, all at once; how many of them replicas have counted by themselves. */
    private static int grantedWhileAway() {
        Map<String, List<HttpResponse<String>>> replies = new TreeMap<>();
        for (String policy : List.of("away-local", "away-skip", "away-fail")) {
            replies.put(policy, atAllReplicas(policy));
        }

        assertThat(replies.get("away-local"))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
        assertThat(replies.get("away-skip"))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
        assertThat(replies.get("away-fail"))
                .extracting(HttpResponse::statusCode)
                .containsOnly(503);
        return Replicas.COUNT;
    }

    /** The deadline of the Redis is 2 s; the rest is for a machine that has other things to do. */
    private static List<HttpResponse<String>> atAllReplicas(String model) {
        return IntStream.range(0, Replicas.COUNT)
                .mapToObj(i -> HttpRequest.newBuilder(chat(i, model, false), (name, value) -> true)
                        .timeout(Duration.ofSeconds(5))
                        .build())
                .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static void assertReady(int replica, int status, String said) throws Exception {
        HttpResponse<String> reply = client.send(
                HttpRequest.newBuilder(URI.create(replicas.get(replica).admin() + "/readyz"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains(said);
    }

    /** Streams of which every second one is left after its first event. */
    private static List<Integer> crowdOfWhichHalfGiveUp() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, STREAMS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> stream(i, i % 2 == 0), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private static int stream(int replica, boolean toItsEnd) {
        try {
            HttpResponse<InputStream> reply =
                    client.send(chat(replica, toItsEnd ? "whole" : "cut", true), BodyHandlers.ofInputStream());
            try (InputStream body = reply.body()) {
                String said = new String(toItsEnd ? body.readAllBytes() : body.readNBytes(BEGIN.length()), UTF_8);
                assertThat(said).startsWith(BEGIN);
            }
            return reply.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes permits, by streams that do not end. */
    private static List<InputStream> hold(int replica, int count) throws Exception {
        List<InputStream> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpResponse<InputStream> reply = client.send(chat(replica, "permits", true), BodyHandlers.ofInputStream());
            assertThat(reply.statusCode()).isEqualTo(200);
            held.add(reply.body());
        }
        return held;
    }

    /** What is left of the tokens, as a call is told, but for what such calls have used themselves. */
    private static long tokensLeft() throws Exception {
        return left("whole", "x-ratelimit-remaining-tokens") + (long) WHOLE * tokenProbes++;
    }

    private static long requestsLeft() throws Exception {
        return left("away-local", "x-ratelimit-remaining-requests") + requestProbes++;
    }

    private static long left(String model, String field) throws Exception {
        HttpResponse<String> reply = client.send(chat(0, model, true), BodyHandlers.ofString());
        return reply.headers().firstValueAsLong(field).orElseThrow();
    }

    private static List<Integer> keyed(String key) {
        return IntStream.range(0, Replicas.COUNT)
                .mapToObj(i -> HttpRequest.newBuilder(chat(i, "known", false), (name, value) -> true)
                        .header("authorization", "Bearer " + key)
                        .build())
                .map(request -> client.sendAsync(request, BodyHandlers.discarding()))
                .toList()
                .stream()
                .map(sent -> sent.join().statusCode())
                .toList();
    }

    private static HttpResponse<String> call(int replica, String model) throws Exception {
        return client.send(chat(replica, model, false), BodyHandlers.ofString());
    }

    private static HttpRequest chat(int replica, String model, boolean streamed) {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":1,\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return HttpRequest.newBuilder(URI.create(replicas.get(replica).base() + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> admin(int replica, String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(replicas.get(replica).admin() + "/admin/v1/" + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    private static String event(String choice, int output) {
        return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"x\",\"choices\":[{\"index\":0,"
                + choice + "}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":" + output
                + ",\"total_tokens\":" + (7 + output) + "}}\n\n";
    }
}
