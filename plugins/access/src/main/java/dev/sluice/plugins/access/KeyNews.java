package dev.sluice.plugins.access;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.plugins.access.StoredKey.Terms;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What replicas tell each other of keys, as JSON: some of them, or the question for all. No secret is in it: only hashes, under a
 * pepper that is not sent. Replicas with another pepper are told apart by a mark, since their hashes mean nothing here.
 *
 * @param pepper marks the pepper
 * @param ask whether all keys are asked for
 * @param keys some that have changed
 */
record KeyNews(String pepper, boolean ask, List<StoredKey> keys) {

    Buffer toBuffer() {
        return Json.object()
                .put("pepper", pepper)
                .put("ask", ask)
                .put("keys", Json.array(keys.stream().map(KeyNews::json).toArray()))
                .build()
                .toBuffer();
    }

    /** Reads a message; null if it is none. */
    static @Nullable KeyNews read(Buffer message) {
        try {
            if (!(Json.parse(message) instanceof Obj news) || news.text("pepper") == null) {
                return null;
            }
            List<StoredKey> keys = new ArrayList<>();
            Arr list = news.array("keys");
            for (Json key : list == null ? Json.array() : list) {
                keys.add(key((Obj) key));
            }
            return new KeyNews(
                    Objects.requireNonNull(news.text("pepper")), Boolean.TRUE.equals(news.bool("ask")), keys);
        } catch (JsonSyntaxException | ClassCastException | NullPointerException | DateTimeParseException e) {
            return null;
        }
    }

    private static Obj json(StoredKey key) {
        Obj.Builder labels = Json.object();
        key.terms().labels().forEach(labels::put);
        return Json.object()
                .put("id", key.id())
                .put("hash", key.hash())
                .put("name", key.terms().name())
                .put("tenant", key.terms().tenant())
                .put("labels", labels.build())
                .put("models", Json.array(key.terms().models().toArray()))
                .put("routes", Json.array(key.terms().routes().toArray()))
                .put("created", key.created().toString())
                .put("expires", text(key.expires()))
                .put("revoked", text(key.revoked()))
                .build();
    }

    private static StoredKey key(Obj json) {
        Terms terms = new Terms(
                text(json, "name"),
                text(json, "tenant"),
                labels(json.object("labels")),
                names(json.array("models")),
                names(json.array("routes")));
        return new StoredKey(
                text(json, "id"),
                text(json, "hash"),
                terms,
                Instant.parse(text(json, "created")),
                instant(json.text("expires")),
                instant(json.text("revoked")));
    }

    private static Map<String, String> labels(@Nullable Obj json) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Member label : Objects.requireNonNull(json)) {
            labels.put(label.name(), ((Str) label.value()).value());
        }
        return labels;
    }

    private static List<String> names(@Nullable Arr json) {
        List<String> names = new ArrayList<>();
        for (Json name : Objects.requireNonNull(json)) {
            names.add(((Str) name).value());
        }
        return names;
    }

    private static String text(Obj json, String name) {
        return Objects.requireNonNull(json.text(name));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
