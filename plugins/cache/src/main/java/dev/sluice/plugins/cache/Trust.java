package dev.sluice.plugins.cache;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.cache.semantic.ErrorBound;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which routes may answer by likeness. A route whose hits turn out wrong too often stops by itself, on every replica, until an operator lets it
 * go on. Each replica counts its own checks; what one has found out holds for all.
 */
final class Trust {

    private static final String TOPIC = SemanticFilter.NAME + "-trust";

    private final double error;
    private final PluginContext context;
    private final Cache stopped;
    private final Topic topic;
    private final Meters.Counter right;
    private final Meters.Counter wrong;
    private final Map<String, ErrorBound> bounds = new ConcurrentSkipListMap<>();
    private final Map<String, Boolean> off = new ConcurrentHashMap<>();

    /** Routes that stopped here, of which the others do not know. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    Trust(double error, PluginContext context) {
        this.error = error;
        this.context = context;
        this.stopped = context.state().cache(new Use(TOPIC, Use.Fallback.SKIP));
        this.topic = context.state().topic(TOPIC);
        this.right = context.meters().counter("checks", "result", "right");
        this.wrong = context.meters().counter("checks", "result", "wrong");
        context.meters().gauge("routes_off", this::routesOff);
        topic.subscribe(new Hearing());
        context.admin().serve(HttpMethod.GET, "/semantic-cache", request -> Future.succeededFuture(told()));
        context.admin()
                .serve(HttpMethod.POST, "/semantic-cache/{route}/resume", request -> resume(request.segment("route")));
    }

    /** Whether a route may answer so. Asks the other replicas when it is first asked about a route, and does not wait for what they say. */
    boolean isOn(String route) {
        Boolean known = off.get(route);
        if (known == null) {
            off.put(route, false);
            stopped.get(Limit.EVERYBODY, route).onSuccess(mark -> {
                if (mark != null) {
                    off.put(route, true);
                }
            });
            return !Boolean.TRUE.equals(off.get(route));
        }
        return !known;
    }

    /** A hit was checked. */
    void checked(String route, boolean isRight) {
        (isRight ? right : wrong).increment();
        ErrorBound bound = bounds.merge(route, ErrorBound.NONE.plus(!isRight), (before, one) -> before.plus(!isRight));
        if (bound.exceeds(error) && !Boolean.TRUE.equals(off.put(route, true))) {
            context.logger()
                    .warn(
                            "semantic-cache: route {} stops to answer by likeness: {} of {} hits that were checked were wrong, and"
                                    + " at most {} may be; POST /admin/v1/semantic-cache/{}/resume lets it go on",
                            route,
                            bound.wrong(),
                            bound.checked(),
                            error,
                            route);
            tellItIsOff(route);
        }
    }

    /** Whoever cannot be told now is told when the shared state is back. */
    private void tellItIsOff(String route) {
        stopped.put(Limit.EVERYBODY, route, Buffer.buffer("off"), Cache.MAX_TTL)
                .compose(marked -> tell(route, true))
                .onFailure(away -> untold.add(route));
    }

    private Future<AdminReply> resume(String route) {
        return off.containsKey(route)
                ? letGoOn(route)
                : stopped.get(Limit.EVERYBODY, route)
                        .compose(mark -> mark == null ? Future.succeededFuture(unknown(route)) : letGoOn(route));
    }

    private static AdminReply unknown(String route) {
        return AdminReply.json(
                404,
                Json.object(
                        "title",
                        "Not found",
                        "status",
                        404,
                        "detail",
                        "Expected a route that semantic-cache has answered calls of, or that has stopped, found "
                                + route + "."));
    }

    private Future<AdminReply> letGoOn(String route) {
        goOn(route);
        return stopped.remove(Limit.EVERYBODY, route)
                .compose(done -> tell(route, false))
                .map(AdminReply.noContent())
                .recover(failure -> Away.told("Not everywhere", "the route goes on in this process alone", failure));
    }

    private void goOn(String route) {
        off.put(route, false);
        bounds.remove(route);
        untold.remove(route);
    }

    private Future<Void> tell(String route, boolean isOff) {
        return topic.publish(Json.object("route", route, "off", isOff).toBuffer());
    }

    private double routesOff() {
        return off.values().stream().filter(Boolean.TRUE::equals).count();
    }

    private AdminReply told() {
        Obj routes = Json.object().build();
        for (Map.Entry<String, Boolean> route : new ConcurrentSkipListMap<>(off).entrySet()) {
            ErrorBound bound = bounds.getOrDefault(route.getKey(), ErrorBound.NONE);
            routes = routes.with(
                    route.getKey(),
                    Json.object(
                            "on", !route.getValue(),
                            "checked", bound.checked(),
                            "wrong", bound.wrong(),
                            "upper_bound", Double.parseDouble(String.format(Locale.ROOT, "%.4f", bound.upper())),
                            "allowed", error));
        }
        return AdminReply.json(200, Json.object("routes", routes));
    }

    private final class Hearing implements Topic.Listener {

        @Override
        public void heard(Buffer message) {
            try {
                Obj told = Json.parse(message) instanceof Obj object
                        ? object
                        : Json.object().build();
                String route = told.text("route");
                if (route != null) {
                    hear(route, Boolean.TRUE.equals(told.bool("off")));
                }
            } catch (JsonSyntaxException e) {
                context.logger().warn("semantic-cache: a message about a route could not be read");
            }
        }

        private void hear(String route, boolean isOff) {
            if (isOff) {
                off.put(route, true);
            } else {
                goOn(route);
            }
        }

        /** What was missed is looked up when a route is next asked about. */
        @Override
        public void missed() {
            off.values().removeIf(isOff -> !isOff);
            List<String> late = List.copyOf(untold);
            untold.clear();
            late.forEach(Trust.this::tellItIsOff);
        }
    }
}
