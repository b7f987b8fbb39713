package dev.sluice.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {
    private static JsonSyntaxException error(byte[] text) {
        JsonSyntaxException error = catchThrowableOfType(JsonSyntaxException.class, () -> Json.parse(text));
        assertThat(error).as(new String(text, StandardCharsets.ISO_8859_1)).isNotNull();
        return error;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^|Expected a value but found the end of the text at line 1, column 1 (byte 0)",
                "{|Expected a key or '}' but found the end of the text at line 1, column 2 (byte 1)",
                "{\"a\" 1}|Expected ':' but found '1}' at line 1, column 6 (byte 5)",
                "{\"a\":1,}|Expected a key but found '}' at line 1, column 8 (byte 7)",
                "{\"é\":1 \"b\":2}|Expected ',' or '}' but found '\"b\":2}' at line 1, column 8 (byte 8)",
                "[1 2]|Expected ',' or ']' but found '2]' at line 1, column 4 (byte 3)",
                "[tru]|Expected true but found 'tru]' at line 1, column 2 (byte 1)",
                "01|Expected nothing more after the value but found '1' at line 1, column 2 (byte 1)",
                "-|Expected a digit but found the end of the text at line 1, column 2 (byte 1)",
                "\"abc|Expected a closing '\"' but found the end of the text at line 1, column 5 (byte 4)",
                "\"\\x\"|Expected an escape such as \\n but found '\\x\"' at line 1, column 2 (byte 1)",
                "secretsecretsecretsecret|Expected a value but found 'secretsecretsecretse' at line 1, column 1 (byte 0)"
            })
    void errorsSayWhatWhereAndWhatInstead(String text, String message) {
        assertThat(error(text.getBytes(StandardCharsets.UTF_8))).hasMessage(message);
    }

    @Test
    void linesAndColumnsCountFromOne() {
        JsonSyntaxException error = error("{\n  \"ä\": x}".getBytes(StandardCharsets.UTF_8));
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(8);
        assertThat(error.offset()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a'",
                "{a:1}",
                "[1,]",
                "[,1]",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "--1",
                "0x1",
                "NaN",
                "nul",
                "truex",
                "[1]]",
                "{\"a\":1,\"b\"}",
                "{1:2}",
                "\"\t\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "//x\n1",
                "1 2",
                "}",
                "]",
                "{]",
                "[}"
            })
    void nearMissesAreErrors(String text) {
        error(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"80", "C080", "C1BF", "E08080", "EDA080", "F0808080", "F4908080", "F5808080", "C3", "E282", "FF"
            })
    void invalidUtf8IsAnError(String hex) {
        byte[] bad = HexFormat.of().parseHex("22" + hex + "22");
        assertThat(error(bad)).hasMessageContaining("Expected UTF-8").hasMessageContaining("(byte 1)");
    }

    @Test
    void depthIsBoundedWithoutTheStack() {
        assertThatThrownBy(() -> Json.parse("[".repeat(10_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessage("Expected at most 256 levels of nesting but found more at line 1, column 257 (byte 256)");
        String deep = "{\"a\":".repeat(256) + "1" + "}".repeat(256);
        assertThat(Json.parse(deep.getBytes(StandardCharsets.UTF_8))).hasToString(deep);
    }

    @Test
    void sizesAreBounded() {
        JsonLimits tight = new JsonLimits(2, 3, 4);
        assertThat(Json.parse(Slice.of("[\"abc\",1234]".getBytes(StandardCharsets.UTF_8)), tight))
                .isNotNull();
        assertThatThrownBy(() -> Json.parse(Slice.of("\"abcd\"".getBytes(StandardCharsets.UTF_8)), tight))
                .hasMessageContaining("string of at most 3 bytes");
        assertThatThrownBy(() -> Json.parse(Slice.of("12345".getBytes(StandardCharsets.UTF_8)), tight))
                .hasMessageContaining("number of at most 4 bytes");
        assertThatThrownBy(() -> Json.parse(Slice.of("[[[]]]".getBytes(StandardCharsets.UTF_8)), tight.withDepth(1)))
                .hasMessageContaining("at most 1 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\\"", "\u00E9", "\u6771", "\uD83D\uDE00", "\u007F"})
    void whatHasToBeLookedAtIsTakenWhereverItStands(String special) {
        for (int before = 0; before <= 70; before++) {
            String text = "[\"" + "~".repeat(before) + special + " after\",1]";

            Json json = Json.parse(text.getBytes(StandardCharsets.UTF_8));

            assertThat(((Arr) json).size()).as(text).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\u0001", "\u001F", "\\x"})
    void whatAStringCannotHoldIsRefusedWhereverItStands(String special) {
        for (int before = 0; before <= 70; before++) {
            String text = "[\"" + "~".repeat(before) + special + " after\"]";

            assertThat(error(text.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("Expected");
        }
    }
}
