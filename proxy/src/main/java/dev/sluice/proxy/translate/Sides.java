package dev.sluice.proxy.translate;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.dialect.PathTable;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;

/**
 * Who is on either side, and where the provider's paths lead.
 *
 * @param client asked
 * @param provider is asked
 * @param paths the provider's
 */
record Sides(Side client, Side provider, PathTable paths) {

    /** Fields that mean the same to every provider; all others are of the client's dialect, or of its connection. */
    private static final List<String> COMMON = List.of(
            "user-agent",
            "traceparent",
            "tracestate",
            "baggage",
            "x-request-id",
            "x-server-timeout",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-real-ip");

    /** A client's call, as it is sent to the provider. */
    Call sent(Call call, String uri, Obj body) {
        return call.toBuilder()
                .endpoint(provider.dialect(), endpoint(uri))
                .request(HttpMethod.POST, uri)
                .headers(headers(call.headers()))
                .body(Body.of(body))
                .build();
    }

    private Endpoint endpoint(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return switch (paths.match(HttpMethod.POST, path)) {
            case PathMatch.Found found -> found.endpoint();
            case PathMatch.PassThrough through -> throw nowhere(uri);
            case PathMatch.WrongMethod wrong -> throw nowhere(uri);
            case PathMatch.Unknown unknown -> throw nowhere(uri);
        };
    }

    private static IllegalStateException nowhere(String uri) {
        return new IllegalStateException("Expected a codec's path to be an endpoint of its dialect but found " + uri);
    }

    private static Headers headers(Headers from) {
        Headers to = Headers.of("content-type", "application/json");
        for (String field : COMMON) {
            String value = from.get(field);
            to = value == null ? to : to.with(field, value);
        }
        return to;
    }

    /** A provider's error, said in the client's words. */
    Reply error(Call call, Whole whole, ChatError error) {
        int status = whole.isSuccess()
                ? Math.max(error.status(), CallError.Category.INVALID_REQUEST.status())
                : whole.status();
        Duration after = error.retryAfter() == null
                ? Misunderstood.seconds(whole.headers().get("retry-after"))
                : error.retryAfter();
        ChatError said = new ChatError(status, error.code(), error.message(), error.param(), after);
        Obj written = client.codec().writeError(said);
        Headers headers = ReplyHeads.ofError(whole, after);
        return new Whole(status, headers, written.toBuffer(), call.endpoint(), whole.stopwatch());
    }
}
