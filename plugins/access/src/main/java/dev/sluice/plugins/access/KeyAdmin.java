package dev.sluice.plugins.access;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.KeyDesk.Issued;
import dev.sluice.plugins.access.StoredKey.Terms;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Keys over the admin API: {@code /admin/v1/keys}. */
final class KeyAdmin {

    private static final DataSize LIMIT = DataSize.parse("64KiB");
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final PluginContext context;
    private final KeyDesk desk;
    private final KeyWatch watch;

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
        return request.bytes(LIMIT).map(KeyAdmin::object).compose(asked -> {
            Terms terms = terms(asked);
            Instant expires = expires(asked.text("expires"));
            return work(() -> issued(desk.create(terms, expires))).compose(this::applied);
        });
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

    private static Obj object(Buffer body) {
        try {
            if (Json.parse(body) instanceof Obj object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw invalid("Expected a JSON object: " + e.getMessage());
        }
        throw invalid("Expected a JSON object such as {\"name\": \"ci\", \"tenant\": \"acme\"}.");
    }

    private static Terms terms(Obj asked) {
        String name = asked.text("name");
        if (name == null || name.isBlank()) {
            throw invalid("Expected a 'name' for the key, by which people will know it.");
        }
        String tenant = asked.text("tenant");
        return new Terms(
                name,
                tenant == null ? "default" : tenant,
                labels(asked.object("labels")),
                names(asked.array("models")),
                names(asked.array("routes")));
    }

    private static Map<String, String> labels(@Nullable Obj asked) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (asked != null) {
            asked.forEach(member -> labels.put(member.name(), text(member.value())));
        }
        return labels;
    }

    private static List<String> names(@Nullable Arr asked) {
        List<String> names = new ArrayList<>();
        if (asked != null) {
            asked.forEach(item -> names.add(text(item)));
        }
        return names;
    }

    private static String text(Json value) {
        if (value instanceof Str text) {
            return text.value();
        }
        throw invalid("Expected strings in 'labels', 'models' and 'routes', found " + value + ".");
    }

    private static @Nullable Instant expires(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid("Expected 'expires' to be a time such as 2027-01-31T00:00:00Z, found '" + text + "'.");
        }
    }

    private static Duration overlap(Buffer body) {
        String text = body.length() == 0 ? null : object(body).text("overlap");
        try {
            return text == null ? OVERLAP : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid("Expected 'overlap' to be an ISO 8601 duration such as PT24H, found '" + text + "'.");
        }
    }

    private static CallError invalid(String message) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_request", message);
    }
}
