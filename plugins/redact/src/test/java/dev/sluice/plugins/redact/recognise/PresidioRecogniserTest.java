package dev.sluice.plugins.redact.recognise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.plugins.redact.RedactConfig;
import dev.sluice.plugins.redact.RedactConfig.OnDown;
import dev.sluice.plugins.redact.detect.Finding;
import dev.sluice.plugins.redact.recognise.Named.Name;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that speaks what Presidio documents of its analyzer: {@code POST /analyze}, offsets in code points. */
class PresidioRecogniserTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<JsonObject> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private int status = 200;
    private boolean silent;

    @BeforeEach
    void serve() throws TimeoutException {
        server = vertx.createHttpServer()
                .requestHandler(this::analyze)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void asksForEachTextAndReadsNames() throws TimeoutException {
        Named named = find(OnDown.FAIL, "🗼 Ann Lee lives here", "nobody");

        assertThat(named.names()).containsExactly(new Name("person", "Ann Lee"));
        assertThat(asked).hasSize(2).allSatisfy(question -> {
            assertThat(question.getString("language")).isEqualTo("en");
            assertThat(question.getDouble("score_threshold")).isEqualTo(0.6);
            assertThat(question.getJsonArray("entities")).containsExactly("PERSON", "LOCATION");
        });
    }

    @Test
    void findsANameWhereverItStandsAsAWord() throws TimeoutException {
        Named named = find(OnDown.FAIL, "Ann Lee");

        assertThat(named.with("To Ann Lee, not Ann Leeds", List.of())).containsExactly(new Finding("person", 3, 10, 1));
    }

    @Test
    void failsTheCallWhenItIsDownUnlessItMayBeSkipped() throws TimeoutException {
        status = 500;

        assertThat(find(OnDown.SKIP, "Ann Lee").names()).isEmpty();
        assertThatThrownBy(() -> find(OnDown.FAIL, "Ann Lee"))
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("recogniser_down"));
    }

    @Test
    void waitsNoLongerThanItMay() {
        silent = true;

        assertThatThrownBy(() -> find(OnDown.FAIL, "Ann Lee")).isInstanceOf(CallError.class);
    }

    private Named find(OnDown onDown, String... texts) throws TimeoutException {
        RedactConfig.Recogniser config = new RedactConfig.Recogniser(
                URI.create("http://127.0.0.1:" + server.actualPort() + "/"),
                List.of("PERSON", "LOCATION"),
                "en",
                0.6,
                Duration.ofMillis(500),
                onDown,
                Action.TOKEN);
        FakePluginContext context = new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
        return PresidioRecogniser.of(config, context).find(List.of(texts)).await(5, TimeUnit.SECONDS);
    }

    private void analyze(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked.add(body.toJsonObject());
            JsonArray found = new JsonArray();
            String text = body.toJsonObject().getString("text");
            int at = text.indexOf("Ann Lee");
            if (at >= 0) {
                int start = text.codePointCount(0, at);
                found.add(JsonObject.of("start", start, "end", start + 7, "score", 0.85, "entity_type", "PERSON"));
            }
            boolean right =
                    request.path().equals("/analyze") && request.method().name().equals("POST");
            if (!silent) {
                request.response().setStatusCode(right ? status : 404).end(found.encode());
            }
        });
    }
}
