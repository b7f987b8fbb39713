package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.Secret;
import dev.sluice.plugins.guard.Check.Moderation.WhenDown;
import dev.sluice.plugins.guard.scan.Finding;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks the moderation API of OpenAI: {@code input} in, {@code results} out. */
class ModeratorTest {

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void serve() throws TimeoutException {
        server = vertx.createHttpServer()
                .requestHandler(this::moderate)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void findsWhatTheModelFlags() throws TimeoutException {
        assertThat(classify(Map.of(), "I will hit you")).isEqualTo(new Finding(0, 0, 0.9, "violence"));
        assertThat(classify(Map.of(), "hello")).isNull();
    }

    @Test
    void findsWhatIsAboveAThresholdOfItsOwn() throws TimeoutException {
        assertThat(classify(Map.of("harassment", 0.2), "I will hit you"))
                .isEqualTo(new Finding(0, 0, 0.3, "harassment"));
        assertThat(classify(Map.of("harassment", 0.5), "I will hit you")).isNull();
    }

    @Test
    void failsWithoutAnAnswer() {
        status = 503;

        assertThatThrownBy(() -> classify(Map.of(), "hello")).hasMessageContaining("503");
    }

    private @Nullable Finding classify(Map<String, Double> thresholds, String text) throws TimeoutException {
        Check.Moderation config = new Check.Moderation(
                URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/moderations"),
                Secret.of("sk-test"),
                "omni-moderation-latest",
                thresholds,
                Duration.ofSeconds(2),
                WhenDown.FAIL,
                600,
                Duration.ofMillis(500));
        FakePluginContext context = new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
        return new Moderator(config, context).classify(text).await(5, TimeUnit.SECONDS);
    }

    private void moderate(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            boolean hits = body.toJsonObject().getString("input").contains("hit");
            JsonObject result = JsonObject.of(
                    "flagged",
                    hits,
                    "categories",
                    JsonObject.of("violence", hits, "harassment", false),
                    "category_scores",
                    JsonObject.of("violence", hits ? 0.9 : 0.01, "harassment", hits ? 0.3 : 0.01));
            boolean known = "Bearer sk-test".equals(request.getHeader("authorization"));
            request.response()
                    .setStatusCode(known ? status : 401)
                    .end(JsonObject.of("results", JsonArray.of(result)).encode());
        });
    }
}
