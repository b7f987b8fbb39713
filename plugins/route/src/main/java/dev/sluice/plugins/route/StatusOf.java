package dev.sluice.plugins.route;

import dev.sluice.api.plugin.BoundedExchange;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.config.RouteConfig.CheckSettings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Asks a URL and looks at nothing but the status of the answer. */
final class StatusOf {

    private final HttpClient client;
    private final Timers timers;

    StatusOf(PluginContext context, CheckSettings check) {
        this.timers = context.timers();
        this.client = context.http(
                new HttpClientOptions().setConnectTimeout((int) check.timeout().toMillis()));
    }

    Future<Integer> ask(CheckSettings check) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(check.url().toString())
                .setTimeout(check.timeout().toMillis());
        check.headers().forEach((name, value) -> options.putHeader(name, value.reveal()));
        return client.request(options)
                .compose(request -> BoundedExchange.within(
                                request,
                                check.timeout(),
                                timers,
                                sent -> sent.send().compose(StatusOf::status))
                        .onFailure(failed -> request.reset()));
    }

    /** What it says besides is dropped as it comes. */
    private static Future<Integer> status(HttpClientResponse answer) {
        return answer.end().map(answer.statusCode());
    }
}
