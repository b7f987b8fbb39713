package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/** A document as JSON spells it: {@code text}, and what is known of it. */
final class DocumentJson {

    private static final Set<String> KEYS =
            Set.of("id", "text", "title", "url", "metadata", "tenant", "labels", "time", "name", "type");

    private static final Set<String> PARAMETERS = Set.of("name", "title", "url", "tenant", "labels", "time");

    /** Bytes of UTF-8 that a word of an index may have. */
    private static final int LONGEST = IndexWriter.MAX_TERM_LENGTH;

    private static final int SHOWN = 80;

    private static final Set<String> ACCESS = Set.of("tenant", "labels");

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

    /** A document; refused where a key is not known, or says something of another type: what is known of who may find it must not be lost. */
    static Incoming read(String id, Obj json) {
        for (Member member : json) {
            if (!KEYS.contains(member.name())) {
                throw wrong("no key '" + member.name() + "' (known are " + listed(KEYS) + ")");
            }
        }
        if (json.hasDuplicateKeys()) {
            throw wrong("each key once");
        }
        String text = text(json, "text");
        if (text == null) {
            throw wrong("a string in text");
        }
        Document document = bounded(new Document(
                id,
                orEmpty(text(json, "title")),
                orEmpty(text(json, "url")),
                metadata(json),
                new Access(access(text(json, "tenant")).tenant(), labels(json)),
                time(text(json, "time"))));
        String type = text(json, "type");
        String name = text(json, "name");
        return new Incoming(
                document,
                name == null ? id : name,
                type == null && name == null ? "text/markdown" : type,
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a query's parameters say of a document whose text is sent as a file: {@code title}, {@code url}, {@code tenant},
     * {@code labels} (comma between them), {@code label.NAME} (whose value may have a comma in it; may be repeated), {@code time}, and {@code
     * metadata.NAME}; refused where there are others, or one of those is repeated. Its {@code name} is another's to read.
     */
    static Document read(String id, Map<String, List<String>> parameters) {
        parameters.forEach(DocumentJson::known);
        Map<String, String> query = new LinkedHashMap<>();
        parameters.forEach((key, values) -> query.put(key, values.getFirst()));
        Map<String, String> metadata = new LinkedHashMap<>();
        query.forEach((key, value) -> {
            if (key.startsWith(METADATA)) {
                metadata.put(key.substring(METADATA.length()), value);
            }
        });
        String labels = query.get("labels");
        Set<String> any = new LinkedHashSet<>(labels == null ? List.of() : List.of(labels.split(",")));
        parameters.forEach((key, values) -> {
            if (key.startsWith(LABEL)) {
                values.forEach(value -> any.add(key.substring(LABEL.length()) + "=" + value));
            }
        });
        any.forEach(DocumentJson::label);
        return bounded(new Document(
                id,
                query.getOrDefault("title", ""),
                query.getOrDefault("url", ""),
                metadata,
                new Access(access(query.get("tenant")).tenant(), any),
                time(query.get("time"))));
    }

    /** What documents are found by as a whole, an index keeps as one word each, which has a bound. */
    private static Document bounded(Document document) {
        bound("id", document.id(), 0);
        Access access = document.access();
        bound("tenant", access.tenant(), 1);
        int tenant = size(access.tenant()) + 1;
        access.labels().forEach(label -> bound("labels, the tenant with it", label, tenant));
        document.metadata().forEach((field, value) -> bound("metadata." + cut(field), value, 0));
        return document;
    }

    private static void bound(String field, String value, int beside) {
        int size = size(value) + beside;
        if (size > LONGEST) {
            throw wrong("at most " + LONGEST + " bytes in " + field + " (found " + size + ")");
        }
    }

    private static int size(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String cut(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
    }

    /** Beside a document that says all of itself, a query has nothing to say. */
    static void nothing(Map<String, String> query) {
        if (!query.isEmpty()) {
            throw wrong("all that is known of it within the JSON, not in the query (found " + listed(query.keySet())
                    + "),");
        }
    }

    private static void known(String parameter, List<String> values) {
        if (values.size() > 1 && !parameter.startsWith(LABEL)) {
            throw wrong("query parameter '" + cut(parameter) + "' once");
        }
        if (!PARAMETERS.contains(parameter) && !parameter.startsWith(METADATA) && !parameter.startsWith(LABEL)) {
            throw wrong("no query parameter '" + parameter + "' (known are " + listed(PARAMETERS) + ", " + LABEL
                    + "NAME, " + METADATA + "NAME)");
        }
    }

    private static String listed(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    static Access access(@Nullable String tenant) {
        if (tenant != null && tenant.isBlank()) {
            throw wrong("a tenant's name, or * for everybody, in tenant");
        }
        return new Access(tenant == null ? Access.EVERYBODY : tenant, Set.of());
    }

    /** What a key says; null if it is not there, or null. */
    static @Nullable String text(Obj json, String key) {
        Json value = said(json, key);
        if (value != null && !(value instanceof Str)) {
            throw wrong("a string in " + key);
        }
        return json.text(key);
    }

    /** Of who may find it, null is a mistake: whoever sends it has lost a name. */
    private static @Nullable Json said(Obj json, String key) {
        Json value = json.get(key);
        return value instanceof Null && !ACCESS.contains(key) ? null : value;
    }

    private static Map<String, String> metadata(Obj json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Json fields = said(json, "metadata");
        if (fields != null && !(fields instanceof Obj)) {
            throw wrong("an object in metadata");
        }
        if (fields instanceof Obj object) {
            for (Member member : object) {
                metadata.put(
                        member.name(),
                        member.value() instanceof Str text
                                ? text.value()
                                : member.value().toString());
            }
        }
        return metadata;
    }

    private static Set<String> labels(Obj json) {
        Set<String> labels = new LinkedHashSet<>();
        Json all = said(json, "labels");
        if (all != null && !(all instanceof Arr)) {
            throw wrong("an array of key=value strings in labels");
        }
        if (all instanceof Arr array) {
            for (Json label : array) {
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
