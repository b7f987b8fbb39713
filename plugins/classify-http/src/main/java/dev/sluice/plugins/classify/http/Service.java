package dev.sluice.plugins.classify.http;

import dev.sluice.api.config.Secret;
import dev.sluice.api.json.Json;
import dev.sluice.api.plugin.BoundedBody;
import dev.sluice.api.plugin.BoundedExchange;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One server that answers a document with a document. */
final class Service {

    private static final int MAX_REPLY = 4 << 20;
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final HttpClient http;
    private final RequestOptions to;
    private final Duration timeout;
    private final Timers timers;

    private Service(HttpClient http, RequestOptions to, Duration timeout, Timers timers) {
        this.http = http;
        this.to = to;
        this.timeout = timeout;
        this.timers = timers;
    }

    static Service at(URI url, @Nullable Secret key, Duration timeout, PluginContext context) {
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setTimeout(timeout.toMillis())
                .putHeader("content-type", "application/json");
        if (key != null) {
            to.putHeader("authorization", "Bearer " + key.reveal());
        }
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) timeout.toMillis())
                .setIdleTimeout(KEEP_ALIVE_SECONDS);
        return new Service(context.http(options), to, timeout, context.timers());
    }

    /** Asks; fails if the answer is not a document, or not there in time. */
    Future<Json> ask(Json question) {
        return http.request(to)
                .compose(request -> BoundedExchange.within(
                        request,
                        timeout,
                        timers,
                        sent -> sent.send(question.toBuffer()).compose(reply -> body(sent, reply))))
                .map(bytes -> Json.parse(bytes));
    }

    private static Future<Buffer> body(HttpClientRequest request, HttpClientResponse reply) {
        if (reply.statusCode() != 200) {
            request.reset();
            return Future.failedFuture(new IllegalStateException(
                    "Expected a classifier's answer, found the status " + reply.statusCode()));
        }
        String tooLong = "Expected a classifier's answer of at most " + MAX_REPLY + " bytes, found a longer one";
        return BoundedBody.of(reply, MAX_REPLY, tooLong);
    }
}
