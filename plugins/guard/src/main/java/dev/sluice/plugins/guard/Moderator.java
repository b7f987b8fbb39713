package dev.sluice.plugins.guard;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.guard.scan.Finding;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a moderation model about a text. */
final class Moderator implements Classifier {

    private final HttpClient http;
    private final Check.Moderation config;

    Moderator(Check.Moderation config, PluginContext context) {
        this.config = config;
        this.http = context.http(new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setIdleTimeout(60));
    }

    @Override
    public Future<@Nullable Finding> classify(String text) {
        Obj question = Json.object("model", config.model(), "input", text);
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().toString())
                .setTimeout(config.timeout().toMillis());
        return http.request(to).compose(request -> ask(request, question)).map(this::worst);
    }

    private Future<Json> ask(HttpClientRequest request, Obj question) {
        request.putHeader("content-type", "application/json");
        if (config.apiKey() != null) {
            request.putHeader("authorization", "Bearer " + config.apiKey().reveal());
        }
        return request.send(question.toBuffer())
                .compose(response -> response.statusCode() == 200
                        ? response.body().map(body -> Json.parse(body))
                        : Future.failedFuture(down("the status " + response.statusCode())));
    }

    /** The category that is furthest above its threshold; null if none is. */
    private @Nullable Finding worst(Json answer) {
        if (!(answer.at("/results/0") instanceof Obj result)) {
            throw down("an answer without results");
        }
        Obj scores = result.object("category_scores");
        Finding worst = null;
        for (Member category : scores == null ? List.<Member>of() : scores.members()) {
            double score = category.value() instanceof Num number ? number.asDouble() : 0;
            boolean found = isFound(category.name(), score, result);
            if (found && (worst == null || score > worst.score())) {
                worst = new Finding(0, 0, score, category.name());
            }
        }
        return worst;
    }

    private boolean isFound(String category, double score, Obj result) {
        if (config.thresholds().isEmpty()) {
            Obj flags = result.object("categories");
            return flags != null && flags.get(category) == Bool.TRUE;
        }
        Double threshold = config.thresholds().get(category);
        return threshold != null && score >= threshold;
    }

    private static CallError down(String found) {
        return CallError.of(
                CallError.Category.INTERNAL,
                "classifier_failed",
                "Expected a moderation model's answer, found " + found + ". The operator finds more in the log.");
    }
}
