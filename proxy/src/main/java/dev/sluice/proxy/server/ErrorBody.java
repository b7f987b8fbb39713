package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.json.Json;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Spells errors: in the client's dialect, or, where the path does not tell which that is, in the plainest shape. */
final class ErrorBody {

    private ErrorBody() {}

    static Buffer of(@Nullable Dialect dialect, CallError error) {
        return dialect != null ? dialect.error(error) : plain(error);
    }

    private static Buffer plain(CallError error) {
        return Json.object(
                        "error",
                        Json.object("message", error.message(), "code", error.code(), "type", "invalid_request_error"))
                .toBuffer();
    }
}
