package dev.sluice.plugins.validate.schema;

import dev.sluice.api.config.Nearest;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import java.util.Set;

/** The words of JSON Schema: one that is none is passed over by the standard, and so what an operator misspelled would not bind. */
final class Vocabulary {

    private static final String OWN = "x-";
    private static final Set<String> WORDS = Set.of(
            ("$schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs definitions type enum"
                            + " const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"
                            + " maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required"
                            + " dependentRequired dependentSchemas dependencies items prefixItems additionalItems unevaluatedItems"
                            + " contains properties patternProperties additionalProperties unevaluatedProperties propertyNames"
                            + " allOf anyOf oneOf not if then else title description default deprecated readOnly writeOnly"
                            + " examples format contentEncoding contentMediaType contentSchema")
                    .split(" "));

    private Vocabulary() {}

    /** Throws an {@code IllegalArgumentException} that says where and what may be meant, if a word is unknown. */
    static void check(Json schema) {
        if (schema instanceof Obj document) {
            walk(document, "");
        }
    }

    private static void walk(Obj schema, String pointer) {
        for (Member member : schema) {
            String name = member.name();
            if (!WORDS.contains(name) && !name.startsWith(OWN)) {
                throw new IllegalArgumentException("expected keywords of JSON Schema, found '" + name + "' at "
                        + (pointer.isEmpty() ? "/" : pointer) + Nearest.hint(name, WORDS)
                        + "; what is your own begins with " + OWN);
            }
        }
        Keywords.parts(schema).forEach(part -> walk(part.schema(), pointer + part.steps()));
    }
}
