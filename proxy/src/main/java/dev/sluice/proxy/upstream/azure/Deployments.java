package dev.sluice.proxy.upstream.azure;

import dev.sluice.api.Target;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the deployment into the path: {@code /v1/chat/completions} becomes {@code /openai/deployments/NAME/chat/completions}; of a realtime
 * session, into the query.
 */
final class Deployments implements Account {

    private static final String VERSION = "/v1/";
    private static final String REALTIME = "realtime?";

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        Target target = request.call().target();
        String uri = request.uri();
        if (!uri.startsWith(VERSION)) {
            return Future.succeededFuture(request);
        }
        String rest = uri.substring(VERSION.length());
        if (rest.startsWith(REALTIME)) {
            return Future.succeededFuture(
                    request.withUri("/openai/" + rest.replaceFirst("([?&])model=", "$1deployment=")));
        }
        String model = target == null || !isOfModel(rest) ? "" : target.model();
        String under = model.isEmpty() ? "" : "deployments/" + encoded(model) + "/";
        return Future.succeededFuture(request.withUri("/openai/" + under + rest));
    }

    /** Files, batches, and responses belong to the resource; what a model does at once belongs to its deployment. */
    private static boolean isOfModel(String rest) {
        return rest.startsWith("chat/")
                || rest.startsWith("completions")
                || rest.startsWith("embeddings")
                || rest.startsWith("audio/")
                || rest.startsWith("images/");
    }

    private static String encoded(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
