package dev.sluice.plugins.validate.schema;

import com.networknt.schema.SpecificationVersion;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;

/** The versions of JSON Schema that are understood. */
public enum Draft {
    /** As {@code http://json-schema.org/draft-07/schema} has it. */
    DRAFT_7(SpecificationVersion.DRAFT_7),
    /** As {@code https://json-schema.org/draft/2020-12/schema} has it. */
    DRAFT_2020_12(SpecificationVersion.DRAFT_2020_12);

    private final SpecificationVersion version;

    Draft(SpecificationVersion version) {
        this.version = version;
    }

    SpecificationVersion version() {
        return version;
    }

    /** The draft that a schema names, or this one. */
    Draft of(Json schema) {
        String named = schema instanceof Obj object ? object.text("$schema") : null;
        if (named == null) {
            return this;
        }
        return named.startsWith("http://json-schema.org/draft-07/schema") ? DRAFT_7 : DRAFT_2020_12;
    }
}
