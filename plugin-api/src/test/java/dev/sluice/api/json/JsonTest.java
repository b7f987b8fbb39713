package dev.sluice.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Json parse(String text) {
        return Json.parse(Buffer.buffer(text));
    }

    private static Obj object(String text) {
        return (Obj) parse(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ }",
                "[ ]",
                "[1 , 2]",
                "\"\\u0041\\/\"",
                "-0.10E+05",
                "true",
                "null",
                "{\"a\" : 1,\n\t\"a\":\"\\u00e9\" , \"b\":[ { } ,[]]}"
            })
    void untouchedTextLeavesAsItCame(String text) {
        assertThat(parse(text).toBuffer().toString()).isEqualTo(text);
    }

    @Test
    void editChangesOnlyTheNamedValue() {
        Obj call = object("{ \"model\" : \"gpt\\u002d5\" ,\n  \"n\" : 1.0, \"x\":[ 1 ,{ \"t\" : \"old\" } , 3 ] }");
        Obj edited = call.with(
                "x",
                call.array("x")
                        .with(
                                1,
                                call.array("x").stream()
                                        .skip(1)
                                        .map(Obj.class::cast)
                                        .findFirst()
                                        .orElseThrow()
                                        .with("t", "new \"one\"")));
        assertThat(edited)
                .hasToString(
                        "{ \"model\" : \"gpt\\u002d5\" ,\n  \"n\" : 1.0, \"x\":[ 1 ,{ \"t\" : \"new \\\"one\\\"\" } , 3 ] }");
        assertThat(edited.text("model")).isEqualTo("gpt-5");
    }

    @Test
    void editsAddAndRemove() {
        Obj object = object("{\"a\": 1, \"b\" : 2 }").without("a").with("c", Json.array(1, "x", null));
        Arr array = object.array("c").insert(0, Bool.TRUE).without(1).plus(Json.of(0.5));
        assertThat(object.with("c", array)).hasToString("{ \"b\" : 2 ,\"c\":[true,\"x\",null,0.5]}");
    }

    @Test
    void editThatChangesNothingIsTheSameObject() {
        Obj object = object("{\"a\":{\"b\":[1]}}");
        assertThat(object.with("a", object.get("a"))).isSameAs(object);
        assertThat(object.without("z")).isSameAs(object);
        assertThat(object.update("a", a -> ((Obj) a).update("b", b -> ((Arr) b).map(v -> v))))
                .isSameAs(object);
    }

    @Test
    void repeatedKeysAreKeptUntilTheyAreEdited() {
        Obj object = object("{\"a\":1,\"b\":2,\"\\u0061\":3}");
        assertThat(object.hasDuplicateKeys()).isTrue();
        assertThat(object.number("a").asLong()).isEqualTo(3);
        assertThat(object.with("b", Json.of(5))).hasToString("{\"a\":1,\"b\":5,\"\\u0061\":3}");
        assertThat(object.with("a", Json.of(4))).hasToString("{\"b\":2,\"\\u0061\":4}");
        assertThat(object.without("a")).hasToString("{\"b\":2}");
    }

    @Test
    void readsAreTypedAndAbsentIsNull() {
        Obj object = object("{\"s\":\"x\",\"n\":5,\"b\":true,\"o\":{\"deep/er\":[{\"~\":1}]},\"z\":null}");
        assertThat(object.text("n")).isNull();
        assertThat(object.text("missing")).isNull();
        assertThat(object.bool("b")).isTrue();
        assertThat(object.get("z")).isSameAs(Null.NULL);
        assertThat(object.at("/o/deep~1er/0/~0")).hasToString("1");
        assertThat(object.at("/o/deep~1er/1")).isNull();
        assertThat(object.at("/o/deep~1er/00")).isNull();
        assertThat(object.at("")).isSameAs(object);
        assertThat(object.members()).extracting(Member::name).containsExactly("s", "n", "b", "o", "z");
    }

    @Test
    void buildsFromPlainValues() {
        Obj made = Json.object("role", "user", "n", 3, "list", List.of(1L, 2.5), "map", Map.of("k", true), "no", null);
        assertThat(made).hasToString("{\"role\":\"user\",\"n\":3,\"list\":[1,2.5],\"map\":{\"k\":true},\"no\":null}");
        assertThat(Json.object().put("a", 1).putIfPresent("b", null).build()).hasToString("{\"a\":1}");
        assertThatThrownBy(() -> Json.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyThatIsPutTwiceKeepsItsPlace() {
        assertThat(Json.object().put("a", 1).put("b", 2).put("a", 3).build()).hasToString("{\"a\":3,\"b\":2}");
    }

    /** In proportion to its members: were each put to look at those before, this would take a minute. */
    @Test
    @Timeout(20)
    void manyMembersArePutInLittleTime() {
        Obj.Builder builder = Json.object();

        for (int i = 0; i < 200_000; i++) {
            builder.put("name" + i, i);
        }

        assertThat(builder.build().size()).isEqualTo(200_000);
    }

    @Test
    void stringsKeepWhatUtf8Cannot() {
        Str lone = (Str) parse("\"\\ud83d\\ude00 \\ud800\"");
        assertThat(lone.value()).isEqualTo("\uD83D\uDE00 \uD800");
        assertThat(Json.of(lone.value()).toBuffer().toString()).isEqualTo("\"\uD83D\uDE00 \\ud800\"");
        assertThat(Json.of("\b\f\n\r\t\u0001/\"\\")).hasToString("\"\\b\\f\\n\\r\\t\\u0001/\\\"\\\\\"");
    }

    @Test
    void numbersAreTextUntilTheyAreAskedFor() {
        assertThat(((Num) parse("1e3")).asLong()).isEqualTo(1000);
        assertThat(((Num) parse("1.10")).asBigDecimal()).isEqualTo(new BigDecimal("1.10"));
        assertThat(((Num) parse("1e400")).asDouble()).isInfinite();
        for (String absurd : List.of("1e99999999", "1e-99999999", "1e99999999999", "0e99999999999")) {
            assertThatThrownBy(() -> ((Num) parse(absurd)).asLong()).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void byteOrderMarkAndOuterSpaceAreNotPartOfTheValue() {
        assertThat(parse("\uFEFF {\"a\":1}\r\n")).hasToString("{\"a\":1}");
    }

    @Test
    void readsBuffersThatAreViews() {
        Buffer view = Buffer.buffer("xx{\"a\":[1,2]}yy").slice(2, 13);
        assertThat(((Obj) Json.parse(view)).array("a").get(1)).hasToString("2");
        assertThat(Scan.forKeys("a").over(view).raw("a")).hasToString("[1,2]");
    }

    @Test
    void sameValueLooksThroughSpelling() {
        assertThat(Json.sameValue(parse("{\"a\":1.0,\"b\":\"\\u0041\"}"), parse("{ \"b\":\"A\", \"a\":1 }")))
                .isTrue();
        assertThat(Json.sameValue(parse("9007199254740993"), parse("9007199254740992")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 7, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aWholeNumberIsReadExactly(long value) {
        Num parsed = (Num) parse(Long.toString(value));

        assertThat(parsed.asLong()).isEqualTo(value).isEqualTo(new Num(Long.toString(value)).asLong());
    }

    @Test
    void aNumberBeyondThirtyTwoBitsIsNoInt() {
        Num parsed = (Num) parse("2147483648");

        assertThatThrownBy(parsed::asInt).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "model2", "xodel", "", "modele\\u0301", "\u00e9odel"})
    void aKeyOfAnotherNameIsNotTaken(String key) {
        Obj object = (Obj) parse("{\"" + key + "\":1}");

        assertThat(object.get("model")).isNull();
    }

    @Test
    void anEscapedKeyIsTaken() {
        Obj object = (Obj) parse("{\"\\u006dodel\":1}");

        assertThat(object.number("model")).hasToString("1");
    }
}
