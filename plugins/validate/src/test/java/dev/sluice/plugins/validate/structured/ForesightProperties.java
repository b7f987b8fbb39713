package dev.sluice.plugins.validate.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.plugins.validate.schema.Fault;
import dev.sluice.plugins.validate.schema.JsonSchema;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is foreseen is true: no document that meets its schema is ever broken off, and what breaks off could not have met it. */
class ForesightProperties {

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> scalars = Arbitraries.of("1", "-2.5", "true", "null", "\"a\"", "\"x\\\"y\"");
        Arbitrary<String> documents = scalars;
        for (int level = 0; level < 3; level++) {
            Arbitrary<String> inner = Arbitraries.oneOf(scalars, documents);
            Arbitrary<String> members = Combinators.combine(Arbitraries.of("a", "b", "c/d"), inner)
                    .as((name, value) -> "\"" + name + "\": " + value);
            documents = Arbitraries.oneOf(
                    inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                    members.list().ofMaxSize(3).map(all -> "{" + String.join(", ", all) + "}"));
        }
        return documents;
    }

    @Provide
    Arbitrary<String> schemas() {
        Arbitrary<String> leaves = Arbitraries.of(
                "true",
                "false",
                "{}",
                "{\"type\":\"integer\"}",
                "{\"type\":[\"string\",\"null\"]}",
                "{\"enum\":[\"a\",1]}",
                "{\"const\":null}",
                "{\"$ref\":\"#/$defs/d\",\"type\":\"string\"}",
                "{\"$ref\":\"#\"}");
        Arbitrary<String> schemas = leaves;
        for (int level = 0; level < 2; level++) {
            Arbitrary<String> inner = Arbitraries.oneOf(leaves, schemas);
            schemas = Arbitraries.oneOf(
                    Combinators.combine(inner, inner, inner)
                            .as((a, b, more) -> "{\"type\":\"object\",\"properties\":{\"a\":" + a + ",\"b\":" + b
                                    + "},\"additionalProperties\":" + more + "}"),
                    Combinators.combine(inner, inner)
                            .as((first, rest) -> "{\"prefixItems\":[" + first + "],\"items\":" + rest + "}"),
                    inner.map(items -> "{\"items\":" + items + "}"),
                    Combinators.combine(inner, inner).as((one, other) -> "{\"anyOf\":[" + one + "," + other + "]}"),
                    inner.map(pattern ->
                            "{\"patternProperties\":{\"a\":" + pattern + "},\"additionalProperties\":false}"));
        }
        return schemas.filter(ForesightProperties::ends);
    }

    /** What leads back to itself on the same value is no schema that anything is held to. */
    private static boolean ends(String schema) {
        try {
            compiled(schema);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Property(tries = 2000)
    void neverBreaksOffWhatMeetsTheSchema(@ForAll("schemas") String schema, @ForAll("documents") String text) {
        JsonSchema compiled = compiled(schema);
        Json document = Json.parse(Buffer.buffer("{\"x\":" + text + "}")).at("/x");

        Fault fault = new Foresight(compiled.parts()).next(text);

        if (fault != null && !StructuredText.repeatsAName(document)) {
            assertThat(compiled.faults(document)).as("%s: %s", schema, fault).isNotEmpty();
        }
    }

    @Example
    void breaksOffAtTheFirstCharacterThatCannotBeRight() {
        Map<String, String> wrong = Map.of(
                "{\"type\":\"object\"}", "[",
                "{\"properties\":{\"a\":{\"type\":\"integer\"}}}", "{\"b\":1,\"a\":\"",
                "{\"properties\":{\"a\":true},\"additionalProperties\":false}", "{\"a\":[{}],\"b\"",
                "{\"items\":{\"enum\":[1,2]}}", "[1,2,n",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\"}}}", "{\"a\":{",
                "{\"items\":{\"const\":\"x\"}}", "[ t");
        wrong.forEach((schema, prefix) -> {
            String before = prefix.substring(0, prefix.length() - 1);

            assertThat(new Foresight(compiled(schema).parts()).next(before))
                    .as(schema)
                    .isNull();
            assertThat(new Foresight(compiled(schema).parts()).next(prefix))
                    .as(schema)
                    .isNotNull();
        });
    }

    private static JsonSchema compiled(String schema) {
        String text = schema.startsWith("{")
                ? "{\"$defs\":{\"d\":{\"type\":\"string\"}},"
                        + (schema.length() == 2 ? "\"title\":\"\"" : schema.substring(1, schema.length() - 1)) + "}"
                : "{\"$defs\":{\"d\":true},\"allOf\":[" + schema + "]}";
        return JsonSchema.of(Json.parse(Buffer.buffer(text)));
    }
}
