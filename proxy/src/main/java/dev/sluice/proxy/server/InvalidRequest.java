package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.plugin.Timers;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Answers what is not HTTP, or too much of it, and closes the connection: what follows on it cannot be told apart. */
final class InvalidRequest implements Handler<HttpServerRequest> {

    private final Timers timers;

    InvalidRequest(Timers timers) {
        this.timers = timers;
    }

    @Override
    public void handle(HttpServerRequest request) {
        CallError error = error(request.decoderResult().cause());
        request.response()
                .setStatusCode(error.status())
                .putHeader("content-type", "application/json")
                .putHeader("connection", "close")
                .end(ErrorBody.of(null, error))
                .onComplete(sent -> timers.after(
                        Lingering.SILENCE, () -> request.connection().close()));
    }

    /** What is wrong with a request, by what its decoder says. */
    static CallError error(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> Refusals.targetTooLong();
            case TooLongHttpHeaderException header -> tooLarge();
            case TooLongFrameException frame -> tooLarge();
            case null, default ->
                CallError.of(Category.INVALID_REQUEST, "invalid_http", "The request is not well-formed HTTP.");
        };
    }

    private static CallError tooLarge() {
        return CallError.of(
                Category.HEADERS_TOO_LARGE, "headers_too_large", "The request's header is larger than the limit.");
    }
}
