package dev.sluice.proxy.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Problem;
import dev.sluice.api.config.Secret;
import dev.sluice.api.json.Json;
import dev.sluice.proxy.config.AdminSettings;
import dev.sluice.proxy.telemetry.metrics.Exposition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private static final AdminSettings OPEN = new AdminSettings(new HostPort("127.0.0.1", 0), null);
    private static final AdminSettings LOCKED = new AdminSettings(new HostPort("127.0.0.1", 0), Secret.of("s3cret"));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Proxy proxy = new Proxy();
    private final Mounts mounts = new Mounts();

    @AfterEach
    void close() throws Exception {
        client.close();
        await(vertx.close());
    }

    @Test
    void saysThatItLives() throws Exception {
        HttpResponse<String> answer = get(start(OPEN), "/healthz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(JsonObject.of("status", "alive"));
    }

    @Test
    void saysWhatKeepsItFromServing() throws Exception {
        proxy.obstacles.add("It is draining.");

        HttpResponse<String> answer = get(start(OPEN), "/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getJsonArray("reasons")).containsExactly("It is draining.");
    }

    @Test
    void isReadyThoughSomethingIsNotAsItShouldBeAndSaysWhat() throws Exception {
        proxy.degraded.add("The store is away.");

        HttpResponse<String> answer = get(start(OPEN), "/readyz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonArray("degraded")).containsExactly("The store is away.");
    }

    @Test
    void showsMetricsAsTheScraperLikesThem() throws Exception {
        HttpResponse<String> answer = get(start(OPEN), "/metrics", "accept", "application/openmetrics-text");

        assertThat(answer.headers().firstValue("content-type")).contains("text/x-test");
        assertThat(answer.body()).isEqualTo("for application/openmetrics-text\n");
    }

    @Test
    void showsTheConfigAsJsonOrYaml() throws Exception {
        int port = start(OPEN);

        assertThat(new JsonObject(get(port, "/admin/v1/config").body())).isEqualTo(JsonObject.of("token", "***"));
        assertThat(get(port, "/admin/v1/config", "accept", "application/yaml").body())
                .contains("token: '***'");
    }

    @Test
    void reloadsOffTheEventLoop() throws Exception {
        HttpResponse<String> answer = post(start(OPEN), "/admin/v1/reload");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(JsonObject.of("result", "applied", "generation", 7));
        assertThat(proxy.onEventLoop).isFalse();
    }

    @Test
    void saysWhatIsWrongWithTheConfig() throws Exception {
        proxy.reload = Future.failedFuture(new ConfigException(List.of(
                new Problem("sluice.yaml", 3, 5, "server", "unknown key 'lisen'", "did you mean 'listen'?", null))));

        HttpResponse<String> answer = post(start(OPEN), "/admin/v1/reload");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getJsonArray("problems").getJsonObject(0))
                .isEqualTo(JsonObject.of(
                        "file",
                        "sluice.yaml",
                        "line",
                        3,
                        "column",
                        5,
                        "path",
                        "server",
                        "message",
                        "unknown key 'lisen'",
                        "hint",
                        "did you mean 'listen'?"));
    }

    @Test
    void keepsTheInsideOfFailuresToItself() throws Exception {
        proxy.reload = Future.failedFuture(new IllegalStateException("inner address 10.0.0.7"));

        HttpResponse<String> answer = post(start(OPEN), "/admin/v1/reload");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("10.0.0.7");
    }

    @Test
    void listsPluginsAndTargets() throws Exception {
        int port = start(OPEN);

        assertThat(get(port, "/admin/v1/plugins").body()).contains("record", "1.0.0", "started");
        assertThat(get(port, "/admin/v1/targets").body()).contains("support", "openai", "gpt-5-mini");
    }

    @Test
    void answersUnknownPathsAndMethodsWithAProblem() throws Exception {
        int port = start(OPEN);

        assertThat(new JsonObject(get(port, "/nothing").body()).getInteger("status"))
                .isEqualTo(404);
        assertThat(new JsonObject(get(port, "/admin/v1/reload").body()).getInteger("status"))
                .isEqualTo(405);
    }

    @Test
    void wantsTheTokenForTheAdminApiOnly() throws Exception {
        int port = start(LOCKED);

        assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
        assertThat(get(port, "/admin/v1/config").statusCode()).isEqualTo(401);
        assertThat(get(port, "/admin/v1/config", "authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(port, "/admin/v1/config", "authorization", "Bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wantsTheTokenHoweverThePathIsWritten() throws Exception {
        int port = start(LOCKED);

        for (String path :
                List.of("/%61dmin/v1/config", "/admin//v1/config", "//admin/v1/config", "/x/../admin/v1/config")) {
            assertThat(get(port, path).statusCode()).as(path).isIn(401, 404);
        }
    }

    @Test
    void refusesPagesOfOtherSites() throws Exception {
        int port = start(OPEN);

        assertThat(post(port, "/admin/v1/reload", "origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(port, "/admin/v1/reload", "sec-fetch-site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(port, "/admin/v1/reload", "origin", "http://127.0.0.1:" + port)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesNamesThatResolveToLoopback() throws Exception {
        int port = start(OPEN);
        RequestOptions rebound = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost("evil.example")
                .setPort(port)
                .setURI("/metrics");

        int status = await(vertx.createHttpClient()
                        .request(rebound)
                        .compose(request -> request.authority(HostAndPort.create("evil.example", port))
                                .send()))
                .statusCode();

        assertThat(status).isEqualTo(403);
    }

    @Test
    void doesNotListenToEverybodyWithoutAToken() {
        AdminSettings naked = new AdminSettings(new HostPort("0.0.0.0", 0), null);

        assertThatThrownBy(() -> start(naked))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0.0.0.0:0")
                .hasMessageContaining("Set admin.token");
    }

    @Test
    void isReadyOnlyWhenEveryPartIs() {
        Readiness both = Readiness.all(List.of(List::of, () -> List.of("The store is away.")));

        assertThat(both.obstacles()).containsExactly("The store is away.");
    }

    private int start(AdminSettings settings) throws Exception {
        return await(AdminServer.start(vertx, settings, proxy, mounts)).port();
    }

    @Test
    void passesRequestsOnToWhatPluginsServe() throws Exception {
        mounts.add(
                HttpMethod.PUT,
                "/things/{id}",
                request -> request.bytes(DataSize.parse("1KB"))
                        .map(body -> AdminReply.json(
                                201, Json.object("id", request.segment("id"), "body", body.toString()))));

        HttpResponse<String> answer = put(start(OPEN), "/admin/v1/things/a%2Fb", "hello");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(new JsonObject(answer.body())).isEqualTo(JsonObject.of("id", "a/b", "body", "hello"));
    }

    @Test
    void asksTheNextPluginWhereOneKnowsNothing() throws Exception {
        mounts.add(HttpMethod.PUT, "/things/{id}", request -> Future.succeededFuture(AdminReply.noContent()));
        mounts.add(
                HttpMethod.PUT,
                "/things/{id}",
                request -> Future.failedFuture(CallError.of(Category.NOT_FOUND, "no_thing", "There is none.")));

        HttpResponse<String> answer = put(start(OPEN), "/admin/v1/things/a", "");

        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void tellsWhatAPluginRefuses() throws Exception {
        mounts.add(
                HttpMethod.PUT,
                "/things/{id}",
                request -> request.bytes(DataSize.parse("4B")).map(all -> AdminReply.noContent()));

        HttpResponse<String> answer = put(start(OPEN), "/admin/v1/things/a", "five!");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("Expected a body of at most 4B");
    }

    @Test
    void tellsWhatAPluginRefusesWhileTheBodyIsStillComing() throws Exception {
        mounts.add(
                HttpMethod.PUT,
                "/things/{id}",
                request -> request.bytes(DataSize.parse("4B")).map(all -> AdminReply.noContent()));
        int port = start(OPEN);

        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write("PUT /admin/v1/things/a HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 10\r\n\r\nfive!"
                            .getBytes(US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("connection: close", "Expected a body of at most 4B");
        }
    }

    @Test
    void servesNoPluginAfterItsEndpointIsGone() throws Exception {
        Runnable removal =
                mounts.add(HttpMethod.PUT, "/things/{id}", request -> Future.succeededFuture(AdminReply.noContent()));
        int port = start(OPEN);

        removal.run();

        assertThat(put(port, "/admin/v1/things/a", "").statusCode()).isEqualTo(404);
    }

    @Test
    void saysThatAPathTakesAnotherMethod() throws Exception {
        mounts.add(HttpMethod.PUT, "/things/{id}", request -> Future.succeededFuture(AdminReply.noContent()));

        assertThat(get(start(OPEN), "/admin/v1/things/a").statusCode()).isEqualTo(405);
    }

    @Test
    void guardsWhatPluginsServe() throws Exception {
        mounts.add(HttpMethod.PUT, "/things/{id}", request -> Future.succeededFuture(AdminReply.noContent()));

        assertThat(put(start(LOCKED), "/admin/v1/things/a", "").statusCode()).isEqualTo(401);
    }

    @Test
    void leavesTheTargetsToAPluginThatKnowsMoreOfThem() throws Exception {
        Runnable removal = mounts.add(
                HttpMethod.GET,
                "/targets",
                request -> Future.succeededFuture(AdminReply.json(200, Json.object("targets", "healthy"))));
        int port = start(OPEN);

        assertThat(get(port, "/admin/v1/targets").body()).isEqualTo("{\"targets\":\"healthy\"}");
        removal.run();

        assertThat(get(port, "/admin/v1/targets").body()).contains("gpt-5-mini");
    }

    @Test
    void keepsItsOwnPaths() {
        assertThatThrownBy(() -> mounts.add(HttpMethod.GET, "/config/x", request -> Future.succeededFuture()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the host's own");
        assertThatThrownBy(() -> mounts.add(HttpMethod.GET, "things//x", request -> Future.succeededFuture()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a path such as /keys/{id}");
    }

    private HttpResponse<String> put(int port, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .GET(),
                headers);
    }

    private HttpResponse<String> post(int port, String path, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .POST(BodyPublishers.noBody()),
                headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A proxy of which everything is known. */
    private static final class Proxy implements AdminApi {

        private final List<String> obstacles = new ArrayList<>();
        private final List<String> degraded = new ArrayList<>();
        private Future<Long> reload = Future.succeededFuture(7L);
        private volatile boolean onEventLoop = true;

        @Override
        public Readiness liveness() {
            return List::of;
        }

        @Override
        public List<String> degraded() {
            return degraded;
        }

        @Override
        public Readiness readiness() {
            return () -> obstacles;
        }

        @Override
        public Exposition scrape(String accept) {
            return new Exposition("text/x-test", "for " + accept);
        }

        @Override
        public Map<String, Object> effectiveConfig() {
            return Map.of("token", Secret.MASK);
        }

        @Override
        public Future<Long> reload() {
            onEventLoop = Context.isOnEventLoopThread();
            return reload;
        }

        @Override
        public List<PluginView> plugins() {
            return List.of(new PluginView("record", "1.0.0", "started", List.of("record")));
        }

        @Override
        public List<TargetView> targets() {
            return List.of(new TargetView("support", "openai", "gpt-5-mini"));
        }
    }
}
