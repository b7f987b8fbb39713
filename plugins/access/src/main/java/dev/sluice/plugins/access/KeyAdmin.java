package dev.sluice.plugins.access;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.KeyDesk.Issued;
import dev.sluice.plugins.access.StoredKey.Terms;
import dev.sluice.plugins.access.asked.Asked;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Keys over the admin API: {@code /admin/v1/keys}. */
final class KeyAdmin {

    private static final DataSize LIMIT = DataSize.parse("64KiB");
    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Set<String> MEMBERS = Set.of("name", "tenant", "labels", "models", "routes", "expires");
    private static final Buffer NOTHING = Buffer.buffer("{}");

    private final PluginContext context;
    private final KeyDesk desk;
    private final KeyWatch watch;

    /** A key that is to be made. */
    private record Wanted(Terms terms, @Nullable Instant expires) {}

    KeyAdmin(PluginContext context, KeyDesk desk, KeyWatch watch) {
        this.context = context;
        this.desk = desk;
        this.watch = watch;
    }

    void serve(Admin admin) {
        admin.serve(HttpMethod.GET, "/keys", this::list);
        admin.serve(HttpMethod.POST, "/keys", this::create);
        admin.serve(HttpMethod.POST, "/keys/{id}/rotate", this::rotate);
        admin.serve(HttpMethod.DELETE, "/keys/{id}", this::revoke);
    }

    private Future<AdminReply> list(AdminRequest request) {
        return work(() -> {
            Instant now = desk.clock().instant();
            List<Obj> keys = desk.list().stream().map(key -> key.json(now)).toList();
            return AdminReply.json(200, Json.object("keys", Json.array(keys.toArray())));
        });
    }

    private Future<AdminReply> create(AdminRequest request) {
        return request.bytes(LIMIT)
                .map(this::wanted)
                .compose(wanted -> work(() -> issued(desk.create(wanted.terms(), wanted.expires())))
                        .compose(this::applied));
    }

    private Future<AdminReply> rotate(AdminRequest request) {
        String id = request.segment("id");
        return request.bytes(LIMIT).compose(body -> {
            Duration overlap = overlap(body);
            return work(() -> desk.rotate(id, overlap).map(this::issued).orElseThrow(() -> unknown(id)))
                    .compose(this::applied);
        });
    }

    private Future<AdminReply> revoke(AdminRequest request) {
        String id = request.segment("id");
        return work(() -> {
                    if (!desk.revoke(id)) {
                        throw unknown(id);
                    }
                    return AdminReply.noContent();
                })
                .compose(this::applied);
    }

    /** The answer, once this process goes by it. */
    private Future<AdminReply> applied(AdminReply reply) {
        return watch.refresh().map(reply);
    }

    private AdminReply issued(Issued issued) {
        Obj key = issued.key().json(desk.clock().instant());
        return AdminReply.json(201, key.with("key", issued.text().text()));
    }

    private <T> Future<T> work(Callable<T> work) {
        return context.blocking(() -> {
            synchronized (desk) {
                return work.call();
            }
        });
    }

    private static CallError unknown(String id) {
        return CallError.of(
                Category.NOT_FOUND,
                "no_such_key",
                "There is no key '" + id + "' that is accepted; GET /admin/v1/keys lists them.");
    }

    private Wanted wanted(Buffer body) {
        Asked asked = Asked.read(body, Json.object("name", "ci", "tenant", "acme"), MEMBERS);
        String tenant = asked.text("tenant", "acme");
        Terms terms = new Terms(
                Objects.requireNonNullElse(asked.text("name", "ci"), ""),
                tenant == null ? "default" : tenant,
                asked.texts("labels", Json.object("plan", "gold")),
                asked.names("models", "gpt-*"),
                asked.names("routes", "support"));
        Wanted wanted = new Wanted(terms, asked.moment("expires"));
        try {
            desk.check(wanted.terms(), wanted.expires());
            return wanted;
        } catch (IllegalArgumentException e) {
            throw Asked.invalid(e.getMessage() + ".");
        }
    }

    private static Duration overlap(Buffer body) {
        Buffer asked = body.length() == 0 ? NOTHING : body;
        Duration overlap = Asked.read(asked, Json.object("overlap", "24h"), Set.of("overlap"))
                .duration("overlap");
        return overlap == null ? OVERLAP : overlap;
    }
}
