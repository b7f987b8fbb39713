package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cluster's HTTP interface. Nothing is tried again: a search that comes late is worth nothing to who waits for it. */
final class Cluster {

    private static final int KEEP_ALIVE_SECONDS = 60;

    private final OpenSearchConfig config;
    private final HttpClient http;
    private final Timers timers;
    private final String base;

    private Cluster(OpenSearchConfig config, HttpClient http, Timers timers) {
        this.config = config;
        this.http = http;
        this.timers = timers;
        this.base = config.url().toString().replaceAll("/+$", "") + "/";
    }

    static Cluster of(OpenSearchConfig config, PluginContext context) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setIdleTimeout(KEEP_ALIVE_SECONDS);
        return new Cluster(config, context.http(options), context.timers());
    }

    /** Reads something. */
    Future<Obj> get(String path) {
        return exchange(to(HttpMethod.GET, path, "application/json"), HttpClientRequest::send);
    }

    /** Sends a body of one or more JSON texts. */
    Future<Obj> post(String path, String type, Buffer body) {
        return exchange(to(HttpMethod.POST, path, type), request -> request.send(body));
    }

    private Future<Obj> exchange(RequestOptions to, Function<HttpClientRequest, Future<HttpClientResponse>> sending) {
        return http.request(to)
                .compose(request -> BoundedExchange.within(
                        request,
                        config.timeout(),
                        timers,
                        sent -> sending.apply(sent).compose(this::read)));
    }

    private RequestOptions to(HttpMethod method, String path, String type) {
        RequestOptions to = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(base + path)
                .setTimeout(config.timeout().toMillis())
                .putHeader("content-type", type);
        if (config.apiKey() != null) {
            to.putHeader("authorization", "ApiKey " + config.apiKey().reveal());
        }
        if (config.user() != null) {
            String password = config.password() == null ? "" : config.password().reveal();
            byte[] pair = (config.user() + ":" + password).getBytes(StandardCharsets.UTF_8);
            to.putHeader("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return to;
    }

    private Future<Obj> read(HttpClientResponse reply) {
        String tooLong = "Expected a reply of at most " + config.maxReply() + " from " + config.url() + ", found more";
        return BoundedBody.of(reply, config.maxReply().bytes(), tooLong)
                .compose(body -> object(reply.statusCode(), body));
    }

    private Future<Obj> object(int status, Buffer body) {
        Obj said = said(body);
        if (status != 200 || said == null) {
            return Future.failedFuture(new IOException(
                    "Expected an answer from " + config.url() + ", found the status " + status + reason(said)));
        }
        return Future.succeededFuture(said);
    }

    private static @Nullable Obj said(Buffer body) {
        try {
            return Json.parse(body) instanceof Obj object ? object : null;
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** What the engine says of an error: never the request's words, which may be a client's. */
    static String reason(@Nullable Obj said) {
        return said != null && said.at("/error/type") instanceof Str type ? " (" + type.value() + ")" : "";
    }
}
