package dev.sluice.plugins.cache;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.state.StateUnavailableException;
import io.vertx.core.Future;

/** What an operator is told where the shared state is away. */
final class Away {

    private Away() {}

    /** An answer that says so, and what that means; any other failure stays what it is. */
    static Future<AdminReply> told(String title, String meaning, Throwable failure) {
        if (!(failure instanceof StateUnavailableException)) {
            return Future.failedFuture(failure);
        }
        String detail = "The shared state is away, so " + meaning + "; try again. " + failure.getMessage();
        return Future.succeededFuture(
                AdminReply.json(503, Json.object("title", title, "status", 503, "detail", detail)));
    }
}
