package dev.sluice.plugins.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** What is written can be read again, whatever it is. */
class JsonOutProperties {

    @Property
    void textsAndNamesAreReadAsTheyWere(@ForAll String name, @ForAll List<String> texts) {
        JsonOut out = new JsonOut();

        out.open('{').name(name).open('[');
        texts.forEach(out::text);
        out.close(']').close('}');

        assertThat(read(out).toString()).isEqualTo(Json.object(name, texts).toString());
    }

    @Property
    void longTextsAreReadAsTheyWereWhereverTheyHaveWhatMustBeEscaped(
            @ForAll @StringLength(max = 80) @CharRange(from = ' ', to = '~') String before,
            @ForAll @Chars({'"', '\\', '\n', '\u0001', '?', '\u00e9', '\ud83d'}) char odd,
            @ForAll @StringLength(max = 80) @CharRange(from = ' ', to = '~') String after) {
        JsonOut out = new JsonOut();
        String text = before + odd + after;

        out.open('[').text(text).close(']');

        assertThat(read(out).at("/0"))
                .isInstanceOfSatisfying(
                        Str.class, read -> assertThat(read.value()).isEqualTo(text));
    }

    @Property
    void valuesStandOnOneLineAndSayTheSame(@ForAll long number, @ForAll boolean truth) {
        JsonOut out = new JsonOut();
        Json body = Json.parse(Buffer.buffer("{\r\n \"a\" : [ 1,\n\t2 ] }"));

        out.open('{')
                .name("n")
                .number(number)
                .name("t")
                .truth(truth)
                .name("body")
                .json(body);
        out.close('}').close('\n');

        String line = new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
        assertThat(line.strip()).hasLineCount(1);
        assertThat(Json.sameValue(read(out), Json.object("n", number, "t", truth, "body", body)))
                .isTrue();
    }

    private static Json read(JsonOut out) {
        return Json.parse(Buffer.buffer().appendBytes(out.bytes(), 0, out.length()));
    }
}
