package dev.sluice.proxy.upstream.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which documents schemas get. */
class SampleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"string\"} | \"text\"",
                "{\"type\":\"string\",\"minLength\":6} | \"textxx\"",
                "{\"type\":\"string\",\"maxLength\":2} | \"te\"",
                "{\"type\":\"string\",\"format\":\"email\"} | \"someone@example.com\"",
                "{\"type\":\"string\",\"format\":\"date\"} | \"2026-01-31\"",
                "{\"type\":\"string\",\"format\":\"time\"} | \"12:00:00Z\"",
                "{\"type\":\"string\",\"format\":\"date-time\"} | \"2026-01-31T12:00:00Z\"",
                "{\"type\":\"string\",\"format\":\"duration\"} | \"PT1H\"",
                "{\"type\":\"string\",\"format\":\"hostname\"} | \"example.com\"",
                "{\"type\":\"string\",\"format\":\"ipv4\"} | \"192.0.2.1\"",
                "{\"type\":\"string\",\"format\":\"ipv6\"} | \"2001:db8::1\"",
                "{\"type\":\"string\",\"format\":\"uri\"} | \"https://example.com/\"",
                "{\"type\":\"string\",\"format\":\"uuid\"} | \"00000000-0000-4000-8000-000000000000\"",
                "{\"type\":\"string\",\"format\":\"of-the-future\"} | \"text\"",
                "{\"type\":\"integer\",\"minimum\":-7,\"maximum\":7} | 1",
                "{\"type\":\"integer\",\"minimum\":1e999} | 1",
                "{\"type\":\"integer\",\"multipleOf\":0} | 1",
                "{\"enum\":[]} | \"text\"",
                "{\"type\":[]} | \"text\"",
                "{\"type\":\"array\",\"prefixItems\":[{\"const\":1}],\"items\":{\"const\":2},\"minItems\":3} | [1,2,2]",
                "{\"type\":[\"integer\",\"null\"]} | 1",
                "{\"type\":\"integer\",\"minimum\":7} | 7",
                "{\"type\":\"integer\",\"exclusiveMinimum\":7} | 8",
                "{\"type\":\"integer\",\"exclusiveMinimum\":2.5} | 3",
                "{\"type\":\"integer\",\"maximum\":-2.5} | -3",
                "{\"type\":\"number\",\"exclusiveMaximum\":1} | 0.999",
                "{\"type\":\"integer\",\"multipleOf\":5} | 5",
                "{\"type\":\"boolean\"} | true",
                "{\"type\":\"null\"} | null",
                "{\"enum\":[\"b\",\"a\"]} | \"b\"",
                "{\"const\":4} | 4",
                "{\"type\":\"string\",\"default\":\"d\"} | \"d\"",
                "{\"items\":{\"type\":\"integer\"}} | [1]",
                "{\"items\":{\"type\":\"integer\"},\"minItems\":3} | [1,1,1]",
                "{\"items\":{\"type\":\"integer\"},\"maxItems\":0} | []",
                "{\"prefixItems\":[{\"const\":1},{\"const\":2}]} | [1,2]",
                "{\"anyOf\":[{\"const\":1},{\"const\":2}]} | 1",
                "{\"properties\":{\"a\":{\"type\":\"string\"}}} | {\"a\":\"a\"}",
                "{\"required\":[\"a\"],\"additionalProperties\":{\"const\":1}} | {\"a\":1}",
                "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"const\":9}}} | 9",
                "{\"$ref\":\"https://example.com/other\"} | \"text\"",
                "{\"allOf\":[{\"properties\":{\"a\":{\"const\":1}}},{\"properties\":{\"b\":{\"const\":2}}}]} | {\"a\":1,\"b\":2}",
            })
    void eachKeywordIsMet(String schema, String document) {
        assertThat(Sample.of(parse(schema))).hasToString(document);
    }

    @Test
    void aSchemaThatContainsItselfComesToAnEnd() {
        Obj tree = parse("""
                {"type":"object","required":["name","left","kids"],"properties":{"name":{"type":"string"},
                "left":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"kids":{"type":"array","items":{"$ref":"#"}}}}""");

        Json document = Sample.of(tree);

        assertThat(document.at("/left/left/left/left/left")).isInstanceOf(Json.class);
        assertThat(document.toString()).contains("\"left\":null", "\"kids\":[]").hasSizeLessThan(20_000);
    }

    @Test
    void aSchemaThatNothingMeetsComesToAnEndToo() {
        assertThat(Sample.of(parse("{\"$ref\":\"#\"}"))).isNotNull();
        assertThat(Sample.of(parse("""
                {"type":"object","required":["a","b"],"properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}}}""")).toString()).hasSizeLessThan(50_000);
    }

    private static Obj parse(String schema) {
        return (Obj) Json.parse(schema.getBytes(StandardCharsets.UTF_8));
    }
}
