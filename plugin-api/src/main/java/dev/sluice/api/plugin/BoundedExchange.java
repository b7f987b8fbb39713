package dev.sluice.api.plugin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A request to another server with its whole reply, within a time: timeouts of Vert.x are of the wait for the next byte, or end with the header, so that a reply that stops
 * halfway, or drips, would keep its connection for good, and a few of them all that there are.
 */
public final class BoundedExchange {

    private BoundedExchange() {}

    /**
     * Has a request sent, and its reply read.
     *
     * @param request that was not sent yet
     * @param time for all of it; then the request is reset, which gives its connection back
     * @param timers measure it
     * @param exchange sends the request, and reads all that is wanted of the reply
     * @return what the exchange comes to; a {@link TimeoutException} if it does not in time
     * @param <T> what is made of the reply
     */
    public static <T> Future<T> within(
            HttpClientRequest request, Duration time, Timers timers, Function<HttpClientRequest, Future<T>> exchange) {
        Promise<T> answer = Promise.promise();
        Timers.Timer late = timers.after(time, () -> {
            answer.tryFail(new TimeoutException(
                    "Expected all of a reply within " + time.toMillis() + " ms, found none, or a part of it"));
            request.reset();
        });
        exchange.apply(request).onComplete(done -> {
            late.cancel();
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }
}
