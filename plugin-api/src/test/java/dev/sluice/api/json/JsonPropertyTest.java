package dev.sluice.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** The laws of the tree and the scanner, with Jackson as the judge of what is JSON. */
class JsonPropertyTest {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(256).build())
            .build();
    private static final Scan SCAN = Scan.forKeys("model", "stream");
    private static final String BAITS = "{}[]\",:\\ue-+.0123truefalsn \n\u0000\u007f\u00ff\u0080";

    /** All scalars in order if the text is JSON in strict UTF-8, else null. */
    private static @Nullable List<String> byJackson(byte[] text) {
        try (JsonParser parser = JACKSON.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(text))
                .toString())) {
            List<String> said = new ArrayList<>();
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (!token.isStructEnd() && !token.isStructStart()) {
                    said.add(parser.getText());
                }
                if (depth == 0) {
                    return parser.nextToken() == null ? said : null;
                }
            }
            return null;
        } catch (IOException e) {
            return null; // Bad UTF-8 or bad JSON.
        }
    }

    private static @Nullable List<String> bySluice(byte[] text) {
        try {
            List<String> said = new ArrayList<>();
            collect(Json.parse(text), said);
            return said;
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    private static void collect(Json value, List<String> said) {
        switch (value) {
            case Obj object ->
                object.forEach(member -> {
                    said.add(member.name());
                    collect(member.value(), said);
                });
            case Arr array -> array.forEach(item -> collect(item, said));
            case Str text -> said.add(text.value());
            default -> said.add(value.toString());
        }
    }

    @Property(tries = 300)
    void readsWhatJacksonReads(@ForAll("documents") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(bySluice(bytes)).isNotNull().isEqualTo(byJackson(bytes));
    }

    @Property(tries = 2000)
    void acceptsWhatJacksonAccepts(@ForAll("mutants") byte[] text) {
        assertThat(bySluice(text)).isEqualTo(byJackson(text));
    }

    @Property(tries = 2000)
    void whatIsSpelledIsReadAsItWasWhereverItHasWhatMustBeEscaped(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String before,
            @ForAll
                    @Chars({
                        '"', '\\', '/', '\n', '\b', '\u0001', '\u001f', '\u007f', '?', '\u00e9', '\u4e2d', '\ud83d',
                        '\ude00'
                    })
                    @StringLength(max = 4)
                    String odd,
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String after) {
        String text = before + odd + after;

        byte[] spelled = Json.of(text).toBuffer().getBytes();

        assertThat(Json.parse(spelled))
                .isInstanceOfSatisfying(
                        Str.class, read -> assertThat(read.value()).isEqualTo(text));
        assertThat(byJackson(spelled)).containsExactly(text);
    }

    @Property(tries = 1000)
    void scanAndTreeAgree(@ForAll("mutants") byte[] text) {
        Scan.@Nullable Found found;
        try {
            found = SCAN.over(Slice.of(text));
        } catch (JsonSyntaxException e) {
            found = null;
        }
        boolean isObject = bySluice(text) != null && Json.parse(text) instanceof Obj;
        assertThat(found != null).isEqualTo(isObject);
        if (found != null) {
            Obj tree = (Obj) Json.parse(text);
            assertThat(found.text("model")).isEqualTo(tree.text("model"));
            assertThat(found.bool("stream")).isEqualTo(tree.bool("stream"));
        }
    }

    @Property(tries = 300)
    void untouchedLeavesAsItCame(@ForAll("documents") String text) {
        assertThat(Json.parse(text.getBytes(StandardCharsets.UTF_8))).hasToString(text.strip());
    }

    @Property(tries = 300)
    void replacingStringsByTheirEqualsChangesNoMeaning(@ForAll("documents") String text) {
        Json rebuilt = rebuild(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
        Json parsed = Json.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Json.sameValue(rebuilt, parsed)).isTrue();
        assertThat(bySluice(rebuilt.toBuffer().getBytes())).isNotNull();
    }

    private static Json rebuild(Json value) {
        return switch (value) {
            case Obj object -> {
                Obj edited = object;
                for (String name : object.stream().map(Member::name).distinct().toList()) {
                    edited = edited.update(name, JsonPropertyTest::rebuild);
                }
                yield edited;
            }
            case Arr array -> array.map(JsonPropertyTest::rebuild);
            case Str text -> Json.of(text.value());
            default -> value;
        };
    }

    @Property(tries = 300)
    void canonicalFormIsStable(@ForAll("documents") String text) {
        String once = Canonical.write(Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .toString();
        String twice = Canonical.write(Json.parse(once.getBytes(StandardCharsets.UTF_8)))
                .toString();
        assertThat(twice).isEqualTo(once);
    }

    @Property(tries = 300)
    void shortestNumbersReadBack(@ForAll double value) {
        assertThat(Double.parseDouble(ShortestNumber.format(value)) + 0.0).isEqualTo(value + 0.0);
    }

    @Property(tries = 300)
    void stringsReadBack(@ForAll String value) {
        byte[] written = Json.of(value).toBuffer().getBytes();
        assertThat(((Str) Json.parse(written)).value()).isEqualTo(value);
        assertThat(((Str) Json.parse(written)).says(value)).isTrue();
    }

    @Property(tries = 2000)
    void aStringSaysWhatItIsAndNothingElse(@ForAll("alike") String value, @ForAll("alike") String other) {
        byte[] plain = Json.of(value).toBuffer().getBytes();
        byte[] escaped = ('"'
                        + value.codePoints().mapToObj("\\u%04x"::formatted).collect(Collectors.joining())
                        + '"')
                .getBytes(StandardCharsets.UTF_8);

        assertThat(((Str) Json.parse(plain)).says(other)).isEqualTo(value.equals(other));
        assertThat(((Str) Json.parse(escaped)).says(other)).isEqualTo(value.equals(other));
    }

    @Provide
    static Arbitrary<String> alike() {
        return Arbitraries.strings().withChars("ab\\\"\u00e9\n").ofMaxLength(4);
    }

    @Provide
    static Arbitrary<byte[]> mutants() {
        Arbitrary<byte[]> texts = documents().map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<Integer> places = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Integer> baits = Arbitraries.integers().between(0, BAITS.length() - 1);
        return Combinators.combine(texts, places, baits, Arbitraries.integers().between(0, 3))
                .as(JsonPropertyTest::mutate);
    }

    private static byte[] mutate(byte[] text, int place, int bait, int kind) {
        int at = place % (text.length + 1);
        byte b = (byte) BAITS.charAt(bait);
        return switch (kind) {
            case 0 -> Arrays.copyOf(text, at);
            case 1 -> join(text, at, new byte[] {b}, at);
            case 2 -> join(text, at, new byte[] {b}, Math.min(at + 1, text.length));
            default -> join(text, at, new byte[] {}, Math.min(at + 1, text.length));
        };
    }

    private static byte[] join(byte[] text, int until, byte[] between, int from) {
        return ByteBuffer.allocate(until + between.length + text.length - from)
                .put(text, 0, until)
                .put(between)
                .put(text, from, text.length - from)
                .array();
    }

    @Provide
    static Arbitrary<String> documents() {
        return documents(3);
    }

    private static Arbitrary<String> documents(int depth) {
        Arbitrary<String> texts = depth == 0 ? scalars() : Arbitraries.oneOf(scalars(), containers(depth - 1));
        return Combinators.combine(spaces(), texts).as((space, text) -> space + text + space);
    }

    private static Arbitrary<String> containers(int depth) {
        Arbitrary<String> names =
                Arbitraries.oneOf(Arbitraries.of("\"model\"", "\"stream\"", "\"mod\\u0065l\"", "\"a\""), strings());
        Arbitrary<String> members = Combinators.combine(names, spaces(), documents(depth))
                .as((name, space, value) -> name + space + ":" + value);
        Arbitrary<String> objects = spaces().flatMap(space -> members.list()
                .ofMaxSize(4)
                .map(all -> "{" + space + String.join(space + "," + space, all) + space + "}"));
        Arbitrary<String> arrays = documents(depth).list().ofMaxSize(4).map(all -> "[" + String.join(",", all) + "]");
        return Arbitraries.oneOf(objects, objects, arrays);
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.oneOf(Arbitraries.of("true", "false", "null"), numbers(), strings());
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.of("0", "-0", "1e5", "1E+05", "0.0e-0", "123456789012345678901234567890", "-1.50"));
    }

    private static Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "\\n",
                        "\\\"",
                        "\\\\",
                        "\\/",
                        "\\u00e9",
                        "\\ud83d\\ude00",
                        "\\ud83d",
                        "\\ude00",
                        "\\u0000",
                        "é",
                        "漢字",
                        "\uD83D\uDE00",
                        "\u007f"),
                Arbitraries.strings()
                        .ascii()
                        .excludeChars('"', '\\')
                        .ofMaxLength(20)
                        .map(text -> text.replaceAll("[\\x00-\\x1f]", " ")));
        return pieces.list().ofMaxSize(4).map(all -> "\"" + String.join("", all) + "\"");
    }

    private static Arbitrary<String> spaces() {
        return Arbitraries.of("", "", "", " ", "\n", "\r\n\t");
    }
}
