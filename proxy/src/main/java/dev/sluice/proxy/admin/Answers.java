package dev.sluice.proxy.admin;

import dev.sluice.proxy.config.engine.Masked;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Spells the answers of the admin listener. */
final class Answers {

    static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private Answers() {}

    static void json(RoutingContext context, int status, Object tree) {
        send(context, status, JSON, Masked.json(tree));
    }

    /** Answers with an error as RFC 9457 spells it; {@code more} is added to its members. */
    static void problem(RoutingContext context, int status, String title, String detail, Map<String, Object> more) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(more);
        send(context, status, PROBLEM, Masked.json(problem));
    }

    static void problem(RoutingContext context, int status, String title, String detail) {
        problem(context, status, title, detail, Map.of());
    }

    static void send(RoutingContext context, int status, String type, String text) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("content-type", type)
                    .end(text + (text.endsWith("\n") ? "" : "\n"));
        }
    }
}
