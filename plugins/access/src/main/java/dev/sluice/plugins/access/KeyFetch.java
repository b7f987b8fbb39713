package dev.sluice.plugins.access;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.api.plugin.BoundedExchange;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;

/** Asks an OpenID provider for its keys. */
final class KeyFetch {

    private static final int LARGEST = 1 << 20;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final HttpClient client;
    private final String address;
    private final Timers timers;

    KeyFetch(String address, PluginContext context) {
        this.client = context.http(new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS));
        this.address = address;
        this.timers = context.timers();
    }

    Future<JWKSet> keys() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address)
                .setTimeout(TIMEOUT_MILLIS);
        return client.request(request)
                .compose(asked -> BoundedExchange.within(
                        asked,
                        Duration.ofMillis(TIMEOUT_MILLIS),
                        timers,
                        sent -> sent.send().compose(KeyFetch::body)))
                .map(KeyFetch::parsed);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture("expected status 200, found " + response.statusCode());
        }
        Buffer all = Buffer.buffer();
        response.handler(chunk -> {
            if (all.length() + chunk.length() > LARGEST) {
                response.request().reset();
            } else {
                all.appendBuffer(chunk);
            }
        });
        return response.end().map(all);
    }

    private static JWKSet parsed(Buffer body) {
        try {
            return JWKSet.parse(body.toString(StandardCharsets.UTF_8)).toPublicJWKSet();
        } catch (ParseException e) {
            throw new IllegalStateException("expected a JSON Web Key Set", e);
        }
    }
}
