package dev.sluice.proxy.upstream.gemini;

import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;

/**
 * Writes Vertex AI's paths as AI Studio has them: {@code .../publishers/google/models/NAME:METHOD} becomes
 * {@code /v1beta/models/NAME:METHOD}.
 *
 * @param version at the end of the base URL, which the paths must not repeat; empty if there is none
 */
record StudioPaths(String version) implements Account {
    private static final String PUBLISHERS = "/publishers/";
    private static final String MODELS = "/models/";

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        String uri = studio(request.uri());
        String rest = !version.isEmpty() && uri.startsWith(version + "/") ? uri.substring(version.length()) : uri;
        return Future.succeededFuture(rest.equals(request.uri()) ? request : request.withUri(rest));
    }

    private static String studio(String uri) {
        int publishers = uri.indexOf(PUBLISHERS);
        int models = publishers < 0 ? -1 : uri.indexOf(MODELS, publishers);
        return models < 0 ? uri : "/v1beta" + uri.substring(models);
    }
}
