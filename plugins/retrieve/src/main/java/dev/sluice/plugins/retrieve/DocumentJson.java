package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document as JSON spells it: {@code text}, and what is known of it. */
final class DocumentJson {

    private static final Set<String> KEYS =
            Set.of("id", "text", "title", "url", "metadata", "tenant", "labels", "time", "name", "type");

    /** Before the name of a field of metadata, in a query. */
    static final String METADATA = "metadata.";

    /** Before the name of a label, in a query. */
    static final String LABEL = "label.";

    private DocumentJson() {}

    static Obj object(Buffer bytes) {
        try {
            if (Json.parse(bytes) instanceof Obj object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw CallError.of(Category.INVALID_REQUEST, "invalid_json", "Expected a JSON object: " + e.getMessage());
        }
        throw CallError.of(Category.INVALID_REQUEST, "invalid_json", "Expected a JSON object.");
    }

    static Incoming read(String id, Obj json) {
        for (Member member : json) {
            if (!KEYS.contains(member.name())) {
                throw wrong("no key '" + member.name() + "'");
            }
        }
        String text = json.text("text");
        if (text == null) {
            throw wrong("a string in text");
        }
        Document document = new Document(
                id,
                orEmpty(json.text("title")),
                orEmpty(json.text("url")),
                metadata(json.object("metadata")),
                new Access(access(json.text("tenant")).tenant(), labels(json.array("labels"))),
                time(json.text("time")));
        String type = json.text("type");
        String name = json.text("name");
        return new Incoming(
                document,
                name == null ? id : name,
                type == null && name == null ? "text/markdown" : type,
                Buffer.buffer(text));
    }

    /**
     * What a query's parameters say of a document whose text is sent as a file: {@code title}, {@code url}, {@code tenant},
     * {@code labels} (comma between them), {@code label.NAME} (whose value may have a comma in it), {@code time}, and {@code
     * metadata.NAME}.
     */
    static Document read(String id, Map<String, String> query) {
        Map<String, String> metadata = new LinkedHashMap<>();
        query.forEach((key, value) -> {
            if (key.startsWith(METADATA)) {
                metadata.put(key.substring(METADATA.length()), value);
            }
        });
        String labels = query.get("labels");
        Set<String> any = new LinkedHashSet<>(labels == null ? List.of() : List.of(labels.split(",")));
        query.forEach((key, value) -> {
            if (key.startsWith(LABEL)) {
                any.add(key.substring(LABEL.length()) + "=" + value);
            }
        });
        any.forEach(DocumentJson::label);
        return new Document(
                id,
                query.getOrDefault("title", ""),
                query.getOrDefault("url", ""),
                metadata,
                new Access(access(query.get("tenant")).tenant(), any),
                time(query.get("time")));
    }

    static Access access(@Nullable String tenant) {
        return new Access(tenant == null ? Access.EVERYBODY : tenant, Set.of());
    }

    private static Map<String, String> metadata(@Nullable Obj json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (json != null) {
            for (Member member : json) {
                metadata.put(
                        member.name(),
                        member.value() instanceof Str text
                                ? text.value()
                                : member.value().toString());
            }
        }
        return metadata;
    }

    private static Set<String> labels(@Nullable Arr json) {
        Set<String> labels = new LinkedHashSet<>();
        if (json != null) {
            for (Json label : json) {
                labels.add(label(label instanceof Str text ? text.value() : ""));
            }
        }
        return labels;
    }

    private static String label(String label) {
        if (label.indexOf('=') < 1) {
            throw wrong("key=value strings in labels");
        }
        return label;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("a moment such as 2026-01-31T12:00:00Z in time");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static CallError wrong(String expected) {
        return CallError.of(Category.INVALID_REQUEST, "invalid_document", "Expected " + expected + " in a document.");
    }
}
