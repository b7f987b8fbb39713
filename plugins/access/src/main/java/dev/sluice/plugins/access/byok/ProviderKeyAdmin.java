package dev.sluice.plugins.access.byok;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Secret;
import dev.sluice.api.json.Json;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.asked.Asked;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Tenants' keys with providers over the admin API: set and taken back, listed by their fingerprints, never given back. */
final class ProviderKeyAdmin {

    private static final DataSize LIMIT = DataSize.parse("64KiB");
    private static final String PATH = "/provider-keys";
    private static final String ONE = PATH + "/{tenant}/{provider}";
    private static final String EXAMPLE = "sk-...";

    private final PluginContext context;
    private final ProviderKeyDesk desk;
    private final ProviderKeyRing ring;

    ProviderKeyAdmin(PluginContext context, ProviderKeyDesk desk, ProviderKeyRing ring) {
        this.context = context;
        this.desk = desk;
        this.ring = ring;
    }

    void serve(Admin admin) {
        admin.serve(HttpMethod.GET, PATH, request -> list());
        admin.serve(HttpMethod.PUT, ONE, this::set);
        admin.serve(HttpMethod.DELETE, ONE, this::remove);
    }

    private Future<AdminReply> list() {
        return context.blocking(() -> AdminReply.json(
                200,
                Json.object(
                        "keys",
                        Json.array(desk.list().stream().map(SealedKey::shown).toArray()))));
    }

    private Future<AdminReply> set(AdminRequest request) {
        String tenant = request.segment("tenant");
        String provider = request.segment("provider");
        Set<String> providers = context.models().providers();
        if (!providers.contains(provider)) {
            return Future.failedFuture(Asked.invalid(
                    "Expected one of the providers of the config, " + providers + ", found " + provider + "."));
        }
        return request.bytes(LIMIT)
                .map(ProviderKeyAdmin::key)
                .compose(key -> context.blocking(() -> desk.set(tenant, provider, key)))
                .compose(done -> ring.read())
                .map(done -> AdminReply.noContent());
    }

    private Future<AdminReply> remove(AdminRequest request) {
        String tenant = request.segment("tenant");
        String provider = request.segment("provider");
        return context.blocking(() -> desk.remove(tenant, provider)).compose(was -> {
            if (!was) {
                return Future.failedFuture(CallError.of(
                        Category.NOT_FOUND,
                        "no_such_key",
                        "The tenant '" + tenant + "' has no key with '" + provider
                                + "'; GET /admin/v1/provider-keys lists them."));
            }
            return ring.read().map(done -> AdminReply.noContent());
        });
    }

    private static Secret key(Buffer body) {
        Asked asked = Asked.read(body, Json.object("key", EXAMPLE), Set.of("key"));
        String key = asked.text("key", EXAMPLE);
        if (key == null) {
            throw Asked.invalid("Expected a JSON object with the member 'key', found none.");
        }
        try {
            return ProviderKeyDesk.checked(key);
        } catch (IllegalArgumentException e) {
            throw Asked.invalid(e.getMessage() + ".");
        }
    }
}
