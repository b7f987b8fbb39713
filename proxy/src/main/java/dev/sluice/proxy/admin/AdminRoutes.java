package dev.sluice.proxy.admin;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Problem;
import dev.sluice.proxy.config.engine.Masked;
import dev.sluice.proxy.telemetry.metrics.Exposition;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the admin listener. */
final class AdminRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);
    private static final String YAML = "application/yaml";

    private final Vertx vertx;
    private final AdminApi api;
    private final Mounts mounts;

    AdminRoutes(Vertx vertx, AdminApi api, Mounts mounts) {
        this.vertx = vertx;
        this.api = api;
        this.mounts = mounts;
    }

    Router router(AdminGuard guard) {
        Router router = Router.router(vertx);
        router.route().handler(guard);
        router.get("/healthz").handler(context -> state(context, "alive", api.liveness(), List.of()));
        router.get("/readyz").handler(context -> state(context, "ready", api.readiness(), api.degraded()));
        router.get("/metrics").handler(this::metrics);
        router.get("/admin/v1/config").handler(this::config);
        router.post("/admin/v1/reload").handler(this::reload);
        router.get("/admin/v1/plugins").handler(context -> list(context, "plugins", this::plugins));
        router.get("/admin/v1/targets").handler(this::targetsUnlessAPluginKnowsMore);
        router.route("/admin/v1/*").handler(new PluginEndpoints("/admin/v1/", mounts, AdminRoutes::failed));
        router.errorHandler(404, context -> Answers.problem(context, 404, "Not found", "There is no such path here."));
        router.errorHandler(405, context -> Answers.problem(context, 405, "Method not allowed", "Use another method."));
        router.errorHandler(500, context -> failed(context, context.failure()));
        return router;
    }

    private static void state(RoutingContext context, String word, Readiness readiness, List<String> degraded) {
        List<String> obstacles = readiness.obstacles();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", obstacles.isEmpty() ? word : "not " + word);
        if (!obstacles.isEmpty()) {
            tree.put("reasons", obstacles);
        }
        if (!degraded.isEmpty()) {
            tree.put("degraded", degraded);
        }
        Answers.json(context, obstacles.isEmpty() ? 200 : 503, tree);
    }

    private void metrics(RoutingContext context) {
        String accept = accept(context);
        answer(
                context,
                () -> api.scrape(accept),
                (Exposition now) -> Answers.send(context, 200, now.contentType(), now.text()));
    }

    private void config(RoutingContext context) {
        boolean yaml = accept(context).contains("yaml");
        answer(
                context,
                () -> yaml ? Masked.yaml(api.effectiveConfig()) : Masked.json(api.effectiveConfig()),
                text -> Answers.send(context, 200, yaml ? YAML : Answers.JSON, text));
    }

    private void reload(RoutingContext context) {
        vertx.executeBlocking(api::reload, false)
                .compose(started -> started)
                .onSuccess(
                        generation -> Answers.json(context, 200, Map.of("result", "applied", "generation", generation)))
                .onFailure(failure -> refused(context, failure));
    }

    private static void refused(RoutingContext context, Throwable failure) {
        if (failure instanceof ConfigException wrong) {
            List<Map<String, Object>> problems =
                    wrong.problems().stream().map(AdminRoutes::tree).toList();
            Answers.problem(
                    context,
                    422,
                    "Config refused",
                    "The config has problems; the one before is served on.",
                    Map.of("problems", problems));
        } else {
            failed(context, failure);
        }
    }

    private static void failed(RoutingContext context, @Nullable Throwable failure) {
        LOG.atError()
                .setCause(failure)
                .addKeyValue("path", context.request().path())
                .log("An admin request failed.");
        Answers.problem(context, 500, "Failed", "Sluice failed to do this; its log says why.");
    }

    private List<Map<String, Object>> plugins() {
        return api.plugins().stream()
                .map(plugin -> ordered(
                        "id",
                        plugin.id(),
                        "version",
                        plugin.version(),
                        "state",
                        plugin.state(),
                        "filters",
                        plugin.filters()))
                .toList();
    }

    private void targetsUnlessAPluginKnowsMore(RoutingContext context) {
        if (mounts.at(List.of("targets")).isEmpty()) {
            list(context, "targets", this::targets);
        } else {
            context.next();
        }
    }

    private List<Map<String, Object>> targets() {
        return api.targets().stream()
                .map(target -> ordered("alias", target.alias(), "provider", target.provider(), "model", target.model()))
                .toList();
    }

    private void list(RoutingContext context, String name, Callable<List<Map<String, Object>>> list) {
        answer(context, list, (List<Map<String, Object>> items) -> Answers.json(context, 200, Map.of(name, items)));
    }

    private <T> void answer(RoutingContext context, Callable<T> work, Consumer<T> spell) {
        vertx.executeBlocking(work, false)
                .onSuccess(result -> spell.accept(Objects.requireNonNull(result)))
                .onFailure(failure -> failed(context, failure));
    }

    private static String accept(RoutingContext context) {
        String accept = context.request().getHeader("accept");
        return accept == null ? "" : accept;
    }

    private static Map<String, Object> tree(Problem problem) {
        Map<String, Object> tree = ordered(
                "file",
                problem.file(),
                "line",
                problem.line(),
                "column",
                problem.column(),
                "path",
                problem.path(),
                "message",
                problem.message());
        if (problem.hint() != null) {
            tree.put("hint", problem.hint());
        }
        return tree;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return tree;
    }
}
