package dev.sluice.plugins.redact.recognise;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.redact.RedactConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Asks a service that speaks the API of Presidio's analyzer: {@code POST /analyze}, a text at a time. */
public final class PresidioRecogniser implements Recogniser {

    /** The most texts that are asked about at once; the others wait for their turn. */
    private static final int AT_ONCE = 8;

    private final RedactConfig.Recogniser config;
    private final HttpClient http;
    private final RequestOptions request;
    private final Logger logger;

    private PresidioRecogniser(RedactConfig.Recogniser config, HttpClient http, Logger logger) {
        this.config = config;
        this.http = http;
        this.logger = logger;
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().toString().replaceAll("/+$", "") + "/analyze")
                .setTimeout(config.timeout().toMillis())
                .putHeader("content-type", "application/json");
    }

    /**
     * Makes one.
     *
     * @param config where it is and what it is asked
     * @param context brings the HTTP client
     * @return a recogniser that may be asked on every event loop
     */
    public static PresidioRecogniser of(RedactConfig.Recogniser config, PluginContext context) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return new PresidioRecogniser(config, context.http(options), context.logger());
    }

    @Override
    public Future<Named> find(List<String> texts) {
        return ask(texts, 0, new ArrayList<>()).map(Named::new).recover(this::down);
    }

    private Future<List<Named.Name>> ask(List<String> texts, int from, List<Named.Name> found) {
        if (from >= texts.size()) {
            return Future.succeededFuture(found);
        }
        List<Future<Void>> asked = texts.subList(from, Math.min(texts.size(), from + AT_ONCE)).stream()
                .map(text -> ask(text, found))
                .toList();
        return Future.all(asked).compose(done -> ask(texts, from + AT_ONCE, found));
    }

    private Future<Void> ask(String text, List<Named.Name> found) {
        Buffer body = Json.object()
                .put("text", text)
                .put("language", config.language())
                .put("score_threshold", config.threshold())
                .put("entities", config.entities())
                .build()
                .toBuffer();
        return http.request(request)
                .compose(sent -> sent.send(body))
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture(new IllegalStateException("status " + response.statusCode())))
                .map(answer -> {
                    read(text, answer, found);
                    return text;
                })
                .mapEmpty();
    }

    /** Offsets of the answer count code points. */
    private void read(String text, Buffer answer, List<Named.Name> found) {
        if (!(Json.parse(answer) instanceof Arr places)) {
            throw new IllegalStateException("expected a list of places");
        }
        for (Json each : places) {
            if (each instanceof Obj place && place.has("entity_type")) {
                String type = String.valueOf(place.text("entity_type"));
                int start = text.offsetByCodePoints(0, number(place, "start"));
                int end = text.offsetByCodePoints(0, number(place, "end"));
                found.add(new Named.Name(type.toLowerCase(Locale.ROOT).replace('_', '-'), text.substring(start, end)));
            }
        }
    }

    private static int number(Obj place, String key) {
        Num number = place.number(key);
        if (number == null) {
            throw new IllegalStateException("expected places with a start and an end");
        }
        return Integer.parseInt(number.toString());
    }

    private Future<Named> down(Throwable cause) {
        if (config.onDown() == RedactConfig.OnDown.SKIP) {
            logger.warn("the recogniser did not answer, names were not looked for: {}", cause.toString());
            return Future.succeededFuture(Named.NONE);
        }
        return Future.failedFuture(CallError.of(
                        CallError.Category.OVERLOADED,
                        "recogniser_down",
                        "Expected names to be found before this call goes on, found nobody to do it. Try again later.")
                .withCause(cause));
    }
}
