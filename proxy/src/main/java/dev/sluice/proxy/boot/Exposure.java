package dev.sluice.proxy.boot;

import dev.sluice.api.config.HostPort;
import dev.sluice.proxy.config.AdminSettings;
import dev.sluice.proxy.config.engine.ConfigDocument;

/** Refuses to listen beyond this machine where nobody would be asked who they are: for calls, and for the admin API. */
final class Exposure {

    private Exposure() {}

    static void check(Plan plan, ConfigDocument document) {
        AdminSettings admin = plan.settings().admin();
        if (!admin.isGuarded()) {
            throw document.problem(
                    "admin.listen is " + admin.listen() + ", which others can reach, and admin.token is not set",
                    "set admin.token, such as ${SLUICE_ADMIN_TOKEN}, or listen on 127.0.0.1",
                    "admin",
                    "listen");
        }
        HostPort listen = plan.settings().server().listen();
        if (listen.isLoopback() || plan.settings().server().access() != null || asksEverywhere(plan)) {
            return;
        }
        throw document.problem(
                "server.listen is " + listen
                        + ", which others can reach, but not every route's chain has a filter that " + "knows callers",
                "add one, listen on 127.0.0.1, or write 'access: open' under server",
                "server",
                "listen");
    }

    private static boolean asksEverywhere(Plan plan) {
        return plan.routes().stream().allMatch(plan::asksCallers);
    }
}
