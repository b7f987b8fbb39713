package dev.sluice.plugins.access;

import dev.sluice.api.Caller;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key as the database has it: all but its secret.
 *
 * @param id the part of it that is no secret
 * @param hash of the whole key, in hexadecimal
 * @param terms what it is good for
 * @param created when
 * @param expires from when on it is not accepted; null for never
 * @param revoked since when it is not accepted; null if it was not revoked
 */
record StoredKey(
        String id,
        String hash,
        Terms terms,
        Instant created,
        @Nullable Instant expires,
        @Nullable Instant revoked) {

    /**
     * What a key is good for.
     *
     * @param name what it is called
     * @param tenant whose calls these are
     * @param labels free attributes
     * @param models which may be asked for; all if empty
     * @param routes which may be used; all if empty
     */
    record Terms(String name, String tenant, Map<String, String> labels, List<String> models, List<String> routes) {}

    /** Where a key is in its life. */
    enum State {
        ACTIVE,
        EXPIRED,
        REVOKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    State state(Instant now) {
        if (revoked != null) {
            return State.REVOKED;
        }
        return expires != null && !now.isBefore(expires) ? State.EXPIRED : State.ACTIVE;
    }

    Grant grant() {
        return Grant.of(new Caller(terms.tenant(), id, terms.labels()), terms.models(), terms.routes());
    }

    /** What operators see of it. */
    Obj json(Instant now) {
        Obj.Builder labels = Json.object();
        terms.labels().forEach(labels::put);
        return Json.object()
                .put("id", id)
                .put("name", terms.name())
                .put("tenant", terms.tenant())
                .put("labels", labels.build())
                .put("models", array(terms.models()))
                .put("routes", array(terms.routes()))
                .put("state", state(now).word())
                .put("created", created.toString())
                .put("expires", expires == null ? null : expires.toString())
                .build();
    }

    private static Arr array(List<String> values) {
        return Json.array(values.toArray());
    }
}
