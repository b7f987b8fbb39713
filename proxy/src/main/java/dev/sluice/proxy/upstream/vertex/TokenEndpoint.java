package dev.sluice.proxy.upstream.vertex;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.upstream.ProviderKind.Means;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Google for tokens. */
final class TokenEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int MAX_BYTES = 64 * 1024;
    private static final long DEFAULT_SECONDS = 3600;
    private final Means means;
    private final Credentials credentials;
    private final HttpClient client;

    TokenEndpoint(Means means, Credentials credentials) {
        this.means = means;
        this.credentials = credentials;
        this.client = means.vertx()
                .createHttpClient(new HttpClientOptions()
                        .setConnectTimeout((int) PATIENCE.toMillis())
                        .setIdleTimeout((int) PATIENCE.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    /** Asks for one. */
    Future<Token> token() {
        Instant now = means.timers().now();
        return means.vertx()
                .executeBlocking(() -> form(now), false)
                .compose(form -> form == null ? Future.failedFuture("nothing to send") : post(form))
                .map(answer -> token(answer, now))
                .recover(TokenEndpoint::failed);
    }

    /** Signed off the event loop. */
    private String form(Instant now) {
        return switch (credentials) {
            case Credentials.ServiceAccount account ->
                field("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer") + "&"
                        + field("assertion", Assertion.of(account, now));
            case Credentials.User user ->
                field("grant_type", "refresh_token")
                        + "&" + field("client_id", user.clientId())
                        + "&" + field("client_secret", user.clientSecret())
                        + "&" + field("refresh_token", user.refreshToken());
        };
    }

    private static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Future<Buffer> post(String form) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(credentials.tokenUri().toString())
                .setTimeout(PATIENCE.toMillis());
        return client.request(options).compose(request -> sent(request, form)).compose(TokenEndpoint::body);
    }

    private static Future<HttpClientResponse> sent(HttpClientRequest request, String form) {
        request.putHeader("content-type", "application/x-www-form-urlencoded");
        return request.send(form);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        String length = response.getHeader("content-length");
        if (response.statusCode() != OK
                || (length != null
                        && length.length() > Integer.toString(MAX_BYTES).length())) {
            response.exceptionHandler(broken -> LOG.debug("a token endpoint's refusal is not read", broken));
            response.request().reset();
            return Future.failedFuture("the token endpoint answered with status " + response.statusCode());
        }
        return response.body();
    }

    private static Token token(Buffer answer, Instant asked) {
        Obj json = Documents.object(answer.toString());
        String token = json == null ? null : json.text("access_token");
        if (json == null || token == null) {
            throw new IllegalStateException("the token endpoint answered without an access_token");
        }
        Num seconds = json.number("expires_in");
        long good = seconds == null ? DEFAULT_SECONDS : (long) seconds.asDouble();
        return new Token("Bearer " + token, asked.plusSeconds(good));
    }

    private static Future<Token> failed(Throwable cause) {
        return Future.failedFuture(CallError.of(
                        Category.UPSTREAM,
                        "upstream_credentials",
                        "The provider's token could not be had. The operator should look at its credentials-file.")
                .withCause(cause));
    }

    void close() {
        client.close();
    }
}
