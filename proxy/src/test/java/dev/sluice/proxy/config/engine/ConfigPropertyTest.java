package dev.sluice.proxy.config.engine;

import static dev.sluice.proxy.config.engine.Fixtures.document;
import static dev.sluice.proxy.config.engine.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Nearest;
import dev.sluice.proxy.config.engine.Fixtures.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** Laws that hold for any value. */
class ConfigPropertyTest {

    private static final List<String> KEYS = RecordShape.of(Shop.class).names().stream()
            .filter(name -> name.length() >= 4)
            .toList();

    @Property
    void aDurationIsReadBackAsItWasWritten(@ForAll @LongRange(min = 0) long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @Property
    void anySingleTypoInAKeySuggestsIt(
            @ForAll("keys") String key,
            @ForAll @IntRange(max = 3) int kind,
            @ForAll @IntRange(max = 30) int at,
            @ForAll("letters") char letter) {
        String typo = typo(key, kind, at % key.length(), letter);
        Assume.that(!KEYS.contains(typo));
        Assume.that(KEYS.stream().noneMatch(other -> !other.equals(key) && isTypoOf(other, typo)));

        assertThat(Nearest.to(typo, KEYS)).contains(key);
    }

    @Property(tries = 200)
    void anyTextThroughAVariableArrivesAsItIs(@ForAll @StringLength(min = 1, max = 40) String text) {
        Shop shop = document("teas: [ ${TEXT} ]", Map.of("TEXT", text)).bind(Shop.class);

        assertThat(shop.teas()).containsExactly(text);
    }

    @Property(tries = 200)
    void noWrongValueOfAVariableIsInTheMessage(@ForAll @AlphaChars @StringLength(min = 6, max = 20) String secret) {
        String yaml = "timeout: ${X}\nretries: ${X}\nlisten: ${X}\nsuppliers: { a: \"${X} ${X}\" }";

        assertThat(failure(yaml, Map.of("X", secret)).getMessage()).doesNotContain(secret);
    }

    @Property(tries = 500)
    void anyTextIsEitherBoundOrRefusedWithAPlace(@ForAll("yamlish") String text) {
        try {
            document(text).bind(Shop.class);
        } catch (ConfigException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.line()).isPositive());
        }
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(KEYS);
    }

    @Provide
    Arbitrary<Character> letters() {
        return Arbitraries.chars().range('a', 'z');
    }

    @Provide
    Arbitrary<String> yamlish() {
        List<String> parts = List.of(
                "teas", "cache", "extra", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "'", "\"", "&a ", "*a ",
                "<<", "${", "}", "~", "|", "1", "#", "!", "\t");
        return Arbitraries.of(parts).list().ofMaxSize(25).map(chosen -> String.join("", chosen));
    }

    /** Whether a word may be another key that was mistyped: then nobody can know which of the two was meant. */
    private static boolean isTypoOf(String key, String word) {
        return IntStream.range(0, 4)
                .boxed()
                .flatMap(kind -> IntStream.range(0, key.length())
                        .boxed()
                        .flatMap(at -> word.chars().mapToObj(letter -> typo(key, kind, at, (char) letter))))
                .anyMatch(word::equals);
    }

    /** Leaves a letter out, puts one in, replaces one, or swaps two. */
    private static String typo(String key, int kind, int at, char letter) {
        StringBuilder typo = new StringBuilder(key);
        switch (kind) {
            case 0 -> typo.deleteCharAt(at);
            case 1 -> typo.insert(at, letter);
            case 2 -> typo.setCharAt(at, letter);
            default -> {
                int next = Math.min(at + 1, key.length() - 1);
                typo.setCharAt(at, key.charAt(next));
                typo.setCharAt(next, key.charAt(at));
            }
        }
        return typo.toString();
    }
}
