package dev.sluice.plugins.embed.http;

import dev.sluice.api.plugin.BoundedBody;
import dev.sluice.api.plugin.BoundedExchange;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** One server's endpoint: sends texts, reads vectors, tries again where the server asks for patience. */
final class Endpoint {

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** What of an error's body is shown. */
    private static final int SHOWN = 200;

    private final HttpEmbedConfig config;
    private final HttpClient http;
    private final Timers timers;

    Endpoint(HttpEmbedConfig config, HttpClient http, Timers timers) {
        this.config = config;
        this.http = http;
        this.timers = timers;
    }

    static Endpoint of(HttpEmbedConfig config, PluginContext context) {
        int timeout = (int) config.timeout().toMillis();
        return new Endpoint(config, context.http(new HttpClientOptions().setConnectTimeout(timeout)), context.timers());
    }

    /** A server that cannot do it now, and may later. */
    private static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BusyException(String message) {
            super(message, null, false, false);
        }
    }

    /** The vectors of texts, in order, as the server makes them. */
    Future<List<float[]>> vectors(List<String> texts) {
        JsonObject body = new JsonObject().put("model", config.model()).put("input", new JsonArray(texts));
        if (config.dimensions() != null) {
            body.put("dimensions", config.dimensions());
        }
        return attempt(body.toBuffer(), 1).map(reply -> Vectors.read(reply, texts.size(), config.url()));
    }

    private Future<Buffer> attempt(Buffer body, int number) {
        return send(body).recover(failure -> {
            if (!(failure instanceof BusyException) || number == TRIES) {
                return Future.failedFuture(failure);
            }
            Promise<Void> pause = Promise.promise();
            timers.after(PAUSE.multipliedBy(1L << number), pause::complete);
            return pause.future().compose(over -> attempt(body, number + 1));
        });
    }

    private Future<Buffer> send(Buffer body) {
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().toString())
                .setTimeout(config.timeout().toMillis())
                .putHeader("content-type", "application/json");
        if (config.apiKey() != null) {
            to.putHeader("authorization", "Bearer " + config.apiKey().reveal());
        }
        return http.request(to)
                .compose(request -> BoundedExchange.within(
                        request,
                        config.timeout(),
                        timers,
                        sent -> sent.send(body).compose(this::answer)));
    }

    private Future<Buffer> answer(HttpClientResponse reply) {
        String tooLong = "Expected a reply of at most " + config.maxReply() + " from " + config.url()
                + ", found a longer one: ask for fewer texts in one request.";
        return BoundedBody.of(reply, config.maxReply().bytes(), tooLong).map(bytes -> {
            if (reply.statusCode() == 200) {
                return bytes;
            }
            String said = bytes.toString();
            String message = "Expected embeddings of " + config.model() + " from " + config.url() + ", found status "
                    + reply.statusCode() + ": " + said.substring(0, Math.min(SHOWN, said.length()));
            throw reply.statusCode() == 429 || reply.statusCode() >= 500
                    ? new BusyException(message)
                    : new IllegalStateException(message);
        });
    }
}
