package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schemas that callers send, compiled off the event loop; each loop keeps those it has met last. */
public final class Schemas {

    private static final int KEPT = 256;
    private static final int TOLD = 3;

    private final PluginContext context;
    private final Supplier<Map<String, JsonSchema>> kept;

    /**
     * Makes an empty set.
     *
     * @param context where they are compiled
     */
    public Schemas(PluginContext context) {
        this.context = context;
        this.kept = context.perLoop(Recent::new);
    }

    /**
     * A caller's schema.
     *
     * @param schema as it was sent
     * @return compiled; a failure with an {@link IllegalArgumentException} that says what is wrong with it if it cannot be used
     */
    public Future<JsonSchema> compiled(Obj schema) {
        String key = Canonical.write(schema).toString();
        JsonSchema known = kept.get().get(key);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return context.blocking(() -> usable(schema))
                .onSuccess(compiled -> kept.get().put(key, compiled));
    }

    /**
     * A schema in the config: a map, or JSON text.
     *
     * @param value as the config has it
     * @return compiled; null if there is none
     * @throws IllegalArgumentException if it cannot be used, or has keywords that are none
     */
    public static @Nullable JsonSchema ofConfig(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Json document = document(value);
        Vocabulary.check(document);
        return usable(document);
    }

    private static JsonSchema usable(Json document) {
        SchemaShape.check(document, Set.of());
        List<Fault> faults = Draft.DRAFT_2020_12.of(document).faults(document);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("expected a JSON Schema, found one that is wrong at "
                    + faults.stream().limit(TOLD).map(Fault::toString).collect(Collectors.joining("; at ")));
        }
        return JsonSchema.of(document);
    }

    private static Json document(Object value) {
        try {
            return value instanceof String text ? Json.parse(Buffer.buffer(text)) : Json.from(value);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("expected a JSON Schema as a map or as JSON text, found other text", e);
        }
    }

    /** The most recently used. */
    private static final class Recent extends LinkedHashMap<String, JsonSchema> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonSchema> eldest) {
            return size() > KEPT;
        }
    }
}
