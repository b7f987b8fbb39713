package dev.sluice.plugins.validate.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Json;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

    @Test
    void tellsWhereAndWhatButNotTheValue() {
        JsonSchema schema = schema("{\"properties\":{\"a\":{\"items\":{\"type\":\"integer\"}}}}");

        assertThat(schema.faults(json("{\"a\":[1,\"secret\"]}")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/a/1");
                    assertThat(fault.problem()).contains("integer").doesNotContain("secret");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$ref\":\"https://elsewhere.example/schema\"} | nothing outside itself",
                "{\"pattern\":\"^(a+)+\\\\1$\"} | without back-references and look-around, found '^(a+)+\\1$' at /:",
                "{\"items\":{\"pattern\":\"(?=a)b\"}} | run in linear time, without back-references and look-around,"
                        + " found '(?=a)b' at /items:",
                "{\"patternProperties\":{\"(\":{}}} | found '(' at /:",
                "{\"not\":{\"$ref\":\"#/$defs/a\"}} | found one at /not that leads nowhere: #/$defs/a",
                "{\"$ref\":\"other\"} | found one at / that leads nowhere: other",
                "{\"$schema\":\"http://x.example/y\"} | draft 2020-12 or 7"
            })
    void refusesWhatCannotBeUsedInItsOwnWords(String text, String because) {
        assertThatThrownBy(() -> schema(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because)
                .message()
                .doesNotContain("Exception", "java.", "networknt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"typ\":\"object\"} | 'typ' at /; did you mean 'type'?",
                "{\"properties\":{\"a\":{\"maxlength\":3}}} | 'maxlength' at /properties/a; did you mean 'maxLength'?",
                "{\"allOf\":[{\"nullable\":true}]} | 'nullable' at /allOf/0; what is your own begins with x-"
            })
    void refusesKeywordsInAConfigThatAreNone(String text, String because) {
        assertThatThrownBy(() -> Schemas.ofConfig(text)).hasMessageContaining(because);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"$ref\":\"#\"} | /",
                "{\"$dynamicRef\":\"#a\",\"$dynamicAnchor\":\"a\"} | /",
                "{\"allOf\":[{\"$ref\":\"#\"}]} | /",
                "{\"anyOf\":[{\"type\":\"null\"},{\"not\":{\"$ref\":\"#\"}}]} | /",
                "{\"if\":{},\"then\":{\"$ref\":\"#\"}} | /",
                "{\"dependentSchemas\":{\"a\":{\"$ref\":\"#\"}}} | /",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"dependencies\":{\"a\":{\"$ref\":\"#\"}}} |"
                        + " /",
                "{\"items\":{\"$ref\":\"#/$defs/a\"},\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b%7E0\"},\"b~0\":{},\"b~\":{\"oneOf\":[{\"$ref\":\"#/$defs/a\"}]}}}"
                        + " | /$defs/a",
                "{\"$id\":\"https://own.example/s\",\"properties\":{\"a\":{\"$id\":\"t\",\"$ref\":\"https://own.example/t\"}}}"
                        + " | /properties/a",
                "{\"properties\":{\"a\":{\"$anchor\":\"x\",\"$ref\":\"#x\"}}} | /properties/a",
                "{\"$ref\":\"#/own/a\",\"own\":{\"a\":{\"$ref\":\"#/own/a\"}}} | /own/a"
            })
    void refusesWhatLeadsBackToItselfOnTheSameValue(String text, String where) {
        assertThatThrownBy(() -> schema(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not lead back to itself")
                .hasMessageContaining("found another at " + where + ";");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"additionalProperties\":false} | {\"a\":{\"a\":{}}} |"
                        + " {\"a\":{\"b\":1}}",
                "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]}} | [[null],[]] |"
                        + " [[1]]",
                "{\"$dynamicAnchor\":\"n\",\"type\":\"object\",\"additionalProperties\":{\"$dynamicRef\":\"#n\"}} |"
                        + " {\"a\":{}} | {\"a\":1}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"definitions\":{\"a\":{\"$ref\":\"#/definitions/b\","
                        + "\"allOf\":[{\"$ref\":\"#/definitions/a\"}]},\"b\":{\"type\":\"string\"}},\"items\":{\"$ref\":\"#/definitions/a\"}}"
                        + " | [\"a\"] | [1]",
                "{\"then\":{\"$ref\":\"#\"},\"type\":\"string\"} | \"a\" | 1"
            })
    void recursThroughPartsOfTheValue(String text, String right, String wrong) {
        JsonSchema schema = schema(text);

        assertThat(schema.faults(json(right))).isEmpty();
        assertThat(schema.faults(json(wrong))).isNotEmpty();
    }

    @Test
    void refusesReferencesThatFillTheStackOrTakeForEver() {
        String chain = defs(500, "{\"$ref\":\"#/$defs/%s\"}");
        String doubling = defs(20, "{\"allOf\":[{\"$ref\":\"#/$defs/%1$s\"},{\"$ref\":\"#/$defs/%1$s\"}]}");

        assertThatThrownBy(() -> schema(chain)).hasMessageContaining("at most 64 references");
        assertThatThrownBy(() -> schema(doubling)).hasMessageContaining("for one value");
    }

    /** Definitions, each of which refers to the next. */
    private static String defs(int count, String form) {
        StringBuilder defs = new StringBuilder("{\"$ref\":\"#/$defs/0\",\"$defs\":{");
        for (int i = 0; i < count; i++) {
            defs.append('"')
                    .append(i)
                    .append("\":")
                    .append(form.formatted(i + 1))
                    .append(',');
        }
        return defs.append('"').append(count).append("\":{}}}").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"properties\":{\"a\":{\"type\":\"strng\"}}} | /properties/a/type",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"required\":\"a\"} | /required",
                "{\"minLength\":-1} | /minLength"
            })
    void refusesWhatIsNoSchemaInAConfig(String text, String where) {
        assertThatThrownBy(() -> Schemas.ofConfig(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a JSON Schema, found one that is wrong at " + where + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/b\"}},\"$defs\":{\"b\":{\"enum\":[1]}}}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"string\"}]}",
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"x-own\":1}"
            })
    void takesWhatIsOneInAConfig(String text) {
        assertThat(Schemas.ofConfig(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"strng\"}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"strng\"}"
            })
    void findsTheDraftsInItsOwnJarWhateverTheThreadKnows(String text) {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThatThrownBy(() -> Schemas.ofConfig(text)).hasMessageContaining("wrong at /type: ");
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Test
    void refusesWhatIsTooDeep() {
        String deep = "{\"not\":".repeat(80) + "{}" + "}".repeat(80);

        assertThatThrownBy(() -> schema(deep)).hasMessageContaining("64 levels");
    }

    @Test
    void refersWithinItself() {
        JsonSchema schema = schema("{\"$defs\":{\"n\":{\"type\":\"integer\"}},\"items\":{\"$ref\":\"#/$defs/n\"}}");

        assertThat(schema.faults(json("[1,\"x\"]"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}}",
                "{\"prefixItems\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#\"},{\"not\":{\"$ref\":\"#\"}}]}}}",
                "{\"contains\":{\"$ref\":\"#\"},\"items\":{\"$ref\":\"#\"}}"
            })
    void givesUpWhereReferencesMultiply(String text) {
        JsonSchema schema = schema(text);

        assertThat(schema.faults(json("[".repeat(60) + "]".repeat(60))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("takes more than"));
    }

    @Test
    void followsATreeOfManyKindsOfNodes() {
        String kind =
                "{\"properties\":{\"left\":{\"$ref\":\"#\"},\"right\":{\"$ref\":\"#\"},\"is\":{\"const\":\"%s\"}}}";
        JsonSchema schema = schema(
                "{\"anyOf\":[" + kind.formatted("a") + "," + kind.formatted("b") + "," + kind.formatted("c") + "]}");
        String tree = "{\"is\":\"c\"}";
        for (int level = 0; level < 5; level++) {
            tree = "{\"is\":\"b\",\"left\":" + tree + ",\"right\":{\"is\":\"a\"}}";
        }

        assertThat(schema.faults(json(tree))).isEmpty();
        assertThat(schema.faults(json(tree.replace("\"c\"", "\"d\"")))).isNotEmpty();
    }

    @Test
    void takesALongListOfWhatIsReferredTo() {
        JsonSchema schema = schema("{\"items\":{\"$ref\":\"#/$defs/n\"},\"$defs\":{\"n\":{\"type\":\"integer\"}}}");

        assertThat(schema.faults(json("[1" + ",1".repeat(20_000) + "]"))).isEmpty();
    }

    @Test
    void matchesTheWorstInputOfAPatternInLinearTime() {
        JsonSchema schema = schema("{\"pattern\":\"^(a|a|aa)+$\"}");

        assertThat(schema.faults(Json.of("a".repeat(100_000) + "b"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"^a$, ^a\\z", "[$], [$]", "\\p{Letter}, \\p{L}", "a\\/b, a/b"})
    void rewritesPatterns(String ecma, String java) {
        assertThat(LinearPattern.rewritten(ecma)).isEqualTo(java);
    }

    private static JsonSchema schema(String text) {
        return JsonSchema.of(json(text));
    }

    private static Json json(String text) {
        return Json.parse(Buffer.buffer(text));
    }
}
