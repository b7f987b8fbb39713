package dev.sluice.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
    private static final Scan SCAN = Scan.forKeys("model", "stream", "tools");

    private static Scan.Found scan(String text) {
        return SCAN.over(Buffer.buffer(text));
    }

    @Test
    void findsTopLevelValuesOnly() {
        Scan.Found found = scan(
                "\uFEFF {\"x\":{\"model\":\"inner\"},\"mod\\u0065l\":\"g\\\"pt\",\"stream\":true,\"tools\":[{}, 1]}");
        assertThat(found.text("model")).isEqualTo("g\"pt");
        assertThat(found.bool("stream")).isTrue();
        assertThat(found.raw("tools")).hasToString("[{}, 1]");
    }

    @Test
    void absentOrOtherwiseTypedIsNull() {
        Scan.Found found = scan("{\"model\":5,\"stream\":\"true\"}");
        assertThat(found.text("model")).isNull();
        assertThat(found.bool("stream")).isNull();
        assertThat(found.raw("tools")).isNull();
        assertThatThrownBy(() -> found.text("other")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replacesOneValueInPlace() {
        Scan.Found found = scan(" {\"a\":[1 ], \"model\" : \"alias\" }\n");
        assertThat(found.with("model", Json.of("gpt-5"))).hasToString(" {\"a\":[1 ], \"model\" : \"gpt-5\" }\n");
        assertThat(found.with("stream", Bool.TRUE)).hasToString("{\"a\":[1 ], \"model\" : \"alias\" ,\"stream\":true}");
    }

    @Test
    void replacingARepeatedKeyLeavesOne() {
        Scan.Found found = scan("{\"model\":\"a\",\"model\":\"b\"}");
        assertThat(found.text("model")).isEqualTo("b");
        assertThat(found.with("model", Json.of("c"))).hasToString("{\"model\":\"c\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"x\"", "5", "null"})
    void anythingButAnObjectIsAnError(String text) {
        assertThatThrownBy(() -> scan(text)).hasMessageStartingWith("Expected a JSON object but found");
    }
}
