package dev.sluice.plugins.validate.schema;

import com.networknt.schema.SpecificationVersion;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions of JSON Schema that are understood. */
public enum Draft {
    /** As {@code http://json-schema.org/draft-07/schema} has it. */
    DRAFT_7(SpecificationVersion.DRAFT_7, "http://json-schema.org/draft-07/schema"),
    /** As {@code https://json-schema.org/draft/2020-12/schema} has it. */
    DRAFT_2020_12(SpecificationVersion.DRAFT_2020_12, "https://json-schema.org/draft/2020-12/schema");

    private final SpecificationVersion version;
    private final String address;

    Draft(SpecificationVersion version, String address) {
        this.version = version;
        this.address = address;
    }

    SpecificationVersion version() {
        return version;
    }

    /** What is wrong with a schema by the draft's own schema of schemas. */
    List<Fault> faults(Json schema) {
        return Objects.requireNonNull(Own.SCHEMAS.get(this)).faults(schema);
    }

    /** The drafts' schemas of schemas, compiled when the first schema is met. */
    private static final class Own {
        private static final Map<Draft, JsonSchema> SCHEMAS = Stream.of(values())
                .collect(Collectors.toUnmodifiableMap(
                        draft -> draft, draft -> JsonSchema.of(Json.object("$ref", draft.address), draft, Map.of())));
    }

    /** The draft that a schema names, or this one. */
    Draft of(Json schema) {
        String named = schema instanceof Obj object ? object.text("$schema") : null;
        if (named == null) {
            return this;
        }
        return named.startsWith(DRAFT_7.address) ? DRAFT_7 : DRAFT_2020_12;
    }
}
