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
                "{\"pattern\":\"^(a+)+\\\\1$\"} | can be used",
                "{\"pattern\":\"(?=a)b\"} | can be used"
            })
    void refusesWhatCannotBeUsed(String text, String because) {
        assertThatThrownBy(() -> schema(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
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
