package dev.sluice.api.plugin;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The body of what another server answers, read up to a bound: whoever is asked must not be able to fill the memory. */
public final class BoundedBody {

    private BoundedBody() {}

    /**
     * Reads all of a body.
     *
     * @param response of which nothing has been read; to be called in the turn of the event loop in which it came
     * @param max how many bytes it may have; where there are more, the request is reset, and no more of them come
     * @param tooLong the message of the failure then: what was expected, and what to do
     * @return all of it, on the event loop of the request; a failure if there is more, or the connection breaks
     */
    public static Future<Buffer> of(HttpClientResponse response, long max, String tooLong) {
        Buffer all = Buffer.buffer();
        response.handler(chunk -> {
            if (all.length() + chunk.length() > max) {
                response.request().reset(0, new IllegalStateException(tooLong));
            } else {
                all.appendBuffer(chunk);
            }
        });
        return response.end().map(all);
    }
}
