package dev.sluice.plugins.validate.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is JSON passes byte by byte, what breaks off is closed, and cuts make no difference. */
class JsonStreamProperties {

    private static final EnumSet<Repair> NONE = EnumSet.noneOf(Repair.class);
    private static final EnumSet<Repair> ALL = EnumSet.allOf(Repair.class);

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> scalars = Arbitraries.of(
                "0", "-1.5e+7", "12", "true", "null", "\"\"", "\"a\\\"b\"", "\"\\u00e4🗼\"", "\"x y\"", "1E5");
        Arbitrary<String> spaces = Arbitraries.of("", " ", "\n  ", "\t");
        Arbitrary<String> documents = scalars;
        for (int level = 0; level < 3; level++) {
            Arbitrary<String> inner = Arbitraries.oneOf(scalars, documents);
            Arbitrary<String> arrays = inner.list().ofMaxSize(3).map(items -> "[" + String.join(", ", items) + " ]");
            Arbitrary<String> members = Combinators.combine(scalars, spaces, inner)
                    .as((name, space, value) -> "\"k" + name.length() + "\"" + space + ":" + space + value);
            documents = Arbitraries.oneOf(
                    arrays, members.list().ofMaxSize(3).map(all -> "{" + String.join(",", all) + "}"));
        }
        return documents;
    }

    @Property(tries = 300)
    void whatIsJsonPasses(@ForAll("documents") String document, @ForAll @IntRange(min = 1, max = 9) int size) {
        assertThat(through(document, size, NONE)).isEqualTo(document);
    }

    @Property(tries = 300)
    void whatBreaksOffIsClosed(@ForAll("documents") String document, @ForAll @IntRange(min = 1, max = 200) int length) {
        String beginning = document.substring(0, Math.min(length, document.length()));

        String closed = through(beginning, 3, ALL);

        assertThat(Json.parse(Buffer.buffer(closed))).isNotNull();
        assertThat(through(beginning, 1, ALL)).isEqualTo(closed);
    }

    @Property(tries = 200)
    void aFenceIsLeftOut(@ForAll("documents") String document, @ForAll @IntRange(min = 1, max = 9) int size) {
        assertThat(through("```json\n" + document + "\n```", size, ALL).strip()).isEqualTo(document.strip());
    }

    @Example
    void whatIsNoJsonFailsAtOnce() {
        for (String wrong :
                List.of("S", "{a", "[1 2", "{\"a\" 1", "01", "1.e", "tru ", "\"\\x", "{} x", "[,", "{,", "nul]")) {
            assertThatThrownBy(() -> new JsonStream(ALL).next(wrong))
                    .as(wrong)
                    .isInstanceOf(JsonStream.NotJson.class)
                    .hasMessageContaining("at character");
        }
    }

    @Example
    void repairsNothingUnasked() {
        for (String wrong : List.of("[1,]", "```\n1\n```", "{\"a\":1")) {
            assertThatThrownBy(() -> through(wrong, 1, NONE)).as(wrong).isInstanceOf(JsonStream.NotJson.class);
        }
    }

    private static String through(String text, int size, EnumSet<Repair> allowed) {
        JsonStream stream = new JsonStream(allowed);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at += size) {
            out.append(stream.next(text.substring(at, Math.min(text.length(), at + size))));
        }
        return out.append(stream.end()).toString();
    }
}
