package dev.sluice.plugins.rerank.http;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.BoundedBody;
import dev.sluice.api.plugin.BoundedExchange;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a server: {@code POST {"model", "query", "documents": [..], "top_n"}}, answered by {@code {"results": [{"index",
 * "relevance_score"}]}}, the best first. Nothing is tried again: who waits for it has an order already.
 */
final class HttpReranker implements Reranker {

    private static final int KEEP_ALIVE_SECONDS = 60;

    private final HttpRerankConfig config;
    private final HttpClient http;
    private final RequestOptions to;
    private final Timers timers;
    private final Limits limits;

    private HttpReranker(HttpRerankConfig config, HttpClient http, RequestOptions to, Timers timers) {
        this.config = config;
        this.http = http;
        this.to = to;
        this.timers = timers;
        this.limits = new Limits(config.passages(), config.parallel(), config.waiting(), config.timeout());
    }

    static HttpReranker of(HttpRerankConfig config, PluginContext context) {
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().toString())
                .setTimeout(config.timeout().toMillis())
                .putHeader("content-type", "application/json");
        if (config.apiKey() != null) {
            to.putHeader("authorization", "Bearer " + config.apiKey().reveal());
        }
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setIdleTimeout(KEEP_ALIVE_SECONDS);
        return new HttpReranker(config, context.http(options), to, context.timers());
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Future<List<Rank>> rerank(String question, List<String> passages) {
        List<String> documents = passages.stream().map(this::shortened).toList();
        Obj asked = Json.object(
                "model",
                config.model(),
                "query",
                question,
                "documents",
                Json.from(documents),
                "top_n",
                documents.size());
        return http.request(to)
                .compose(request -> BoundedExchange.within(
                        request,
                        config.timeout(),
                        timers,
                        sent -> sent.send(asked.toBuffer()).compose(reply -> body(sent, reply))))
                .map(HttpReranker::read);
    }

    /** Never cut within a pair of surrogates. */
    private String shortened(String passage) {
        if (passage.length() <= config.characters()) {
            return passage;
        }
        int end = config.characters();
        return passage.substring(0, Character.isHighSurrogate(passage.charAt(end - 1)) ? end - 1 : end);
    }

    private Future<Buffer> body(HttpClientRequest request, HttpClientResponse reply) {
        if (reply.statusCode() != 200) {
            request.reset();
            return Future.failedFuture(new IllegalStateException(
                    "Expected an order of passages from " + config.url() + ", found the status " + reply.statusCode()));
        }
        String tooLong =
                "Expected a reply of at most " + config.maxReply() + " from " + config.url() + ", found a longer one";
        return BoundedBody.of(reply, config.maxReply().bytes(), tooLong);
    }

    private static List<Rank> read(Buffer reply) {
        if (!(Json.parse(reply).at("/results") instanceof Arr results)) {
            throw unread();
        }
        List<Rank> ranks = new ArrayList<>(results.size());
        for (Json result : results) {
            ranks.add(rank(result));
        }
        return ranks;
    }

    private static Rank rank(Json result) {
        Num index = result instanceof Obj fields ? fields.number("index") : null;
        Num relevance = result instanceof Obj fields ? fields.number("relevance_score") : null;
        if (index == null || relevance == null) {
            throw unread();
        }
        return new Rank((int) index.asDouble(), relevance.asDouble());
    }

    private static IllegalStateException unread() {
        return new IllegalStateException(
                "Expected an order of passages in Cohere's shape ({\"results\": [{\"index\": 0,"
                        + " \"relevance_score\": 0.9}]}), found another.");
    }
}
