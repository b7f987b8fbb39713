package dev.sluice.plugins.cache;

import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.state.Cache;
import io.vertx.core.http.HttpMethod;

/** Has an operator forget what is kept: all of a tenant, of a route, of a model, or one entry. */
final class PurgeAdmin {

    /** The tag that every entry has. */
    static final String EVERYTHING = "all";

    private PurgeAdmin() {}

    static String route(String name) {
        return "route:" + name;
    }

    static String model(String name) {
        return "model:" + name;
    }

    static void serve(Admin admin, Cache entries) {
        admin.serve(
                HttpMethod.DELETE,
                "/cache/{tenant}",
                request -> entries.purge(request.segment("tenant"), EVERYTHING).map(AdminReply.noContent()));
        admin.serve(
                HttpMethod.DELETE,
                "/cache/{tenant}/routes/{route}",
                request -> entries.purge(request.segment("tenant"), route(request.segment("route")))
                        .map(AdminReply.noContent()));
        admin.serve(
                HttpMethod.DELETE,
                "/cache/{tenant}/models/{model}",
                request -> entries.purge(request.segment("tenant"), model(request.segment("model")))
                        .map(AdminReply.noContent()));
        admin.serve(
                HttpMethod.DELETE,
                "/cache/{tenant}/entries/{key}",
                request -> entries.remove(request.segment("tenant"), request.segment("key"))
                        .map(AdminReply.noContent()));
    }
}
