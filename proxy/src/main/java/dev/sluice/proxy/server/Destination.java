package dev.sluice.proxy.server;

import dev.sluice.api.Call;
import dev.sluice.api.CallBuilder;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Headers;
import dev.sluice.api.Operation;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.generation.Catalog;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.upstream.Provider;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request's path says.
 *
 * @param found the dialect; null if the path is nobody's
 * @param at the endpoint; null if the path is nobody's
 * @param uri path and query as the provider gets them
 * @param model named by the path or the query; empty if not
 * @param provider the only provider that the call may go to; empty if the model decides
 */
record Destination(@Nullable Dialect found, @Nullable Endpoint at, String uri, String model, String provider) {

    static final Destination NOWHERE = new Destination(null, null, "/", "", "");

    private static final String PROVIDERS = "/providers/";

    static Destination of(Generation.Parts parts, HttpServerRequest request) {
        String path = request.path();
        if (path == null) {
            throw unknown("");
        }
        if (path.startsWith(PROVIDERS)) {
            return throughProvider(parts, request, path);
        }
        PathMatch match = parts.paths().match(request.method(), path, Headers.wrap(request.headers()));
        return of(match, request, path, target(request, path), "");
    }

    private static Destination throughProvider(Generation.Parts parts, HttpServerRequest request, String path) {
        int slash = path.indexOf('/', PROVIDERS.length());
        String provider = slash < 0 ? path.substring(PROVIDERS.length()) : path.substring(PROVIDERS.length(), slash);
        Optional<Provider> found = parts.catalog().provider(provider);
        if (slash < 0 || found.isEmpty()) {
            throw CallError.of(
                    Category.NOT_FOUND,
                    "provider_not_found",
                    "Expected /providers/{name}/... with the name of a provider of the config.");
        }
        String rest = path.substring(slash);
        PathMatch match =
                parts.paths().matchAt(request.method(), rest, Headers.wrap(request.headers()), found.get()::speaks);
        return of(match, request, rest, target(request, path).substring(slash), provider);
    }

    private static Destination of(
            PathMatch match, HttpServerRequest request, String path, String uri, String provider) {
        return switch (match) {
            case PathMatch.Found found ->
                new Destination(
                        found.dialect(),
                        found.dialect().asked(found.endpoint(), Objects.requireNonNullElse(request.query(), "")),
                        ClientKey.moved(uri, found.dialect(), request),
                        model(found, request),
                        provider);
            case PathMatch.PassThrough through ->
                new Destination(
                        through.dialect(),
                        through.endpoint(),
                        ClientKey.moved(uri, through.dialect(), request),
                        "",
                        provider);
            case PathMatch.WrongMethod wrong -> throw wrongMethod(wrong);
            case PathMatch.Unknown unknown -> throw provider.isEmpty() ? unknown(path) : ambiguous(path);
        };
    }

    /** Path and query; a request may also name scheme and host before them, and these are not the client's to choose. */
    private static String target(HttpServerRequest request, String path) {
        String uri = request.uri();
        if (uri.startsWith("/")) {
            return uri;
        }
        return request.query() == null ? path : path + "?" + request.query();
    }

    /** Only a session has its model in the query; anywhere else a parameter of that name says nothing. */
    private static String model(PathMatch.Found found, HttpServerRequest request) {
        if (found.endpoint().operation() == Operation.REALTIME) {
            return request.getParam("model", "");
        }
        return found.captures().getOrDefault("model", "");
    }

    Dialect dialect() {
        if (found == null) {
            throw new IllegalStateException("the path is nobody's");
        }
        return found;
    }

    Endpoint endpoint() {
        if (at == null) {
            throw new IllegalStateException("the path is nobody's");
        }
        return at;
    }

    /** Whether a request without a document asks for a stream: by its query, in which {@code stream} says the same. */
    boolean streams(HttpServerRequest request) {
        String query = Objects.requireNonNullElse(request.query(), "");
        boolean says = query.contains("stream=");
        return endpoint().streams(says ? List.of(query.split("&", -1)).contains("stream=true") : null);
    }

    CallBuilder call(HttpServerRequest request) {
        return Call.builder(dialect(), endpoint()).request(request.method(), uri);
    }

    List<Target> candidates(Catalog catalog, String asked, boolean asksCallers) {
        if (!provider.isEmpty()) {
            return List.of(new Target(provider, asked));
        }
        if (endpoint().operation() == Operation.LIST_MODELS) {
            return List.of();
        }
        // A filter may answer it, or has to know the caller before names are told: Dispatch says so where nobody did.
        boolean namesNone = asked.isEmpty()
                && (endpoint().operation() == Operation.OTHER || endpoint().modelPlace() == ModelPlace.NONE);
        return asksCallers || namesNone ? catalog.candidates(dialect(), asked) : catalog.resolve(dialect(), asked);
    }

    @Nullable Target target(String asked) {
        return provider.isEmpty() ? null : new Target(provider, asked);
    }

    private static CallError wrongMethod(PathMatch.WrongMethod wrong) {
        String allowed = wrong.allowed().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return CallError.of(
                        Category.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "Expected one of the methods " + allowed + " here.")
                .withHeader("allow", allowed);
    }

    private static CallError ambiguous(String path) {
        return CallError.of(
                Category.NOT_FOUND,
                "unknown_path",
                "Expected a plain path behind the provider's name, and one that is known here by its full name, such as"
                        + " /v1/chat/completions, found '" + shown(path) + "'.");
    }

    private static String shown(String path) {
        return path.length() <= 80 ? path : path.substring(0, 80) + "...";
    }

    private static CallError unknown(String path) {
        return CallError.of(
                Category.NOT_FOUND,
                "unknown_path",
                "There is nothing at '" + shown(path)
                        + "'. An SDK's base URL should be the one that Sluice prints at its start.");
    }
}
