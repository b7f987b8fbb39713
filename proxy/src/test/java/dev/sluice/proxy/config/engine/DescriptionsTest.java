package dev.sluice.proxy.config.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Key;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The schema and the reference say the same as the binder does. */
class DescriptionsTest {

    private static final NamedTypes NAMED =
            new NamedTypes(Map.of("limit", List.of(Fixtures.LimitConfig.class, Fixtures.Common.class)));

    @Doc("A tree.")
    record Tree(@Key("default") String name, Optional<Tree> left, Optional<Inner.Tree> right) {}

    record Mistaken(@Default("[RS256, none]") Set<Signature> accepted) {}

    enum Signature {
        RS256
    }

    record Inner() {
        record Tree(int size) {}
    }

    @Test
    void theSchemaOfAFileRefusesUnknownKeysAndKnowsDefaultsAndRanges() {
        JsonObject schema = schema(Fixtures.Shop.class);
        JsonObject properties = schema.getJsonObject("properties");

        assertThat(schema.getString("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.getString("description")).isEqualTo("A shop that sells tea.");
        assertThat(schema.getBoolean("additionalProperties")).isFalse();
        assertThat(properties.fieldNames())
                .containsExactlyElementsOf(RecordShape.of(Fixtures.Shop.class).names());
        assertThat(properties.getJsonObject("temperature")).isEqualTo(new JsonObject("""
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": 2}, {"type": "string", "pattern": "\\\\$\\\\{"}]}"""));
        assertThat(properties.getJsonObject("max-size").getString("default")).isEqualTo("1MiB");
        assertThat(properties.getJsonObject("cache").getString("$ref")).isEqualTo("#/$defs/cache");
        assertThat(properties
                        .getJsonObject("accounts")
                        .getJsonObject("additionalProperties")
                        .getString("$ref"))
                .isEqualTo("#/$defs/account");
    }

    @Test
    void thePatternOfADurationTakesWhatTheParserTakesAndVariables() {
        Pattern pattern = Pattern.compile(schema(Fixtures.Shop.class)
                .getJsonObject("properties")
                .getJsonObject("timeout")
                .getString("pattern"));

        assertThat(List.of("250ms", "1h30m", "${T}", "${T}s"))
                .allMatch(text -> pattern.matcher(text).find());
        assertThat(List.of("soon", "5", "s"))
                .noneMatch(text -> pattern.matcher(text).find());
    }

    @Test
    void theSchemaOfANamedNodeTakesTheNameAloneOrItsConfig() {
        JsonObject schema = schema(Fixtures.Shop.class);

        JsonArray forms = schema.getJsonObject("properties")
                .getJsonObject("chains")
                .getJsonObject("additionalProperties")
                .getJsonObject("items")
                .getJsonArray("anyOf");
        assertThat(forms.getJsonObject(0).getJsonArray("enum")).containsExactly("limit");
        JsonObject config = schema.getJsonObject("$defs").getJsonObject("named:limit");
        assertThat(config.getJsonObject("properties").fieldNames()).containsExactly("requests-per-minute", "on-error");
        assertThat(config.getJsonArray("required")).containsExactly("requests-per-minute");
    }

    @Test
    void recordsThatContainThemselvesOrShareANameHaveDefinitionsOfTheirOwn() {
        JsonObject schema = schema(Tree.class);

        assertThat(schema.getJsonObject("$defs").fieldNames()).containsExactly("inner-tree", "tree");
        assertThat(schema.getJsonObject("$defs")
                        .getJsonObject("tree")
                        .getJsonObject("properties")
                        .getJsonObject("left")
                        .getString("$ref"))
                .isEqualTo("#/$defs/tree");
        assertThat(schema.getJsonArray("required")).containsExactly("default");
    }

    @Test
    void theReferenceHasATableForEachRecord() {
        assertThat(ReferenceWriter.write(Fixtures.Shop.class, NAMED)).contains("""
        ## The file

        A shop that sells tea.

        | key | type | default | meaning |
        | --- | --- | --- | --- |
        | `listen` | host:port | `127.0.0.1:8080` | Where it listens. |
        """, """
        | `temperature` | number, from 0 to 2 | none |  |
        | `retries` | integer, at least 1 | `3` |  |
        """, """
        | `strategy` | `cheapest-fit` or `round-robin` | `cheapest-fit` |  |
        """, """
        | `suppliers` | map of [supplier](#supplier) | none |  |
        """, """
        ## supplier

        | key | type | default | meaning |
        | --- | --- | --- | --- |
        | `name` | text | required | Who it is. |
        | `weight` | integer | `1` |  |

        The value of `name` may stand for the whole.
        """, """
        ## `limit`

        Slows callers down.

        | key | type | default | meaning |
        | --- | --- | --- | --- |
        | `requests-per-minute` | integer | required | How many calls a minute. |
        | `on-error` | text | `fail` | What a failure means. |
        """);
    }

    @Test
    void writingTwiceGivesTheSameText() {
        assertThat(SchemaWriter.write(Fixtures.Shop.class, NAMED))
                .isEqualTo(SchemaWriter.write(Fixtures.Shop.class, NAMED));
        assertThat(ReferenceWriter.write(Fixtures.Shop.class, NAMED))
                .isEqualTo(ReferenceWriter.write(Fixtures.Shop.class, NAMED));
    }

    /** Of all plugins that a distribution ships, since its schema is written of them all. */
    @Test
    void noSchemaIsWrittenIfADefaultIsNoneOfTheChoices() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SchemaWriter.write(Mistaken.class, NAMED))
                .withMessageContaining("Mistaken.accepted")
                .withMessageContaining("found 'none'");
    }

    private static JsonObject schema(Class<? extends Record> type) {
        return new JsonObject(SchemaWriter.write(type, NAMED));
    }
}
