package dev.sluice.proxy.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WildcardPropertyTest {

    @Property
    void matchesAsARegularExpressionWould(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        String expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

        assertThat(Wildcard.matches(pattern, text)).isEqualTo(text.matches(expression));
    }

    @Example
    void staysFastWhereBacktrackingWouldNotEnd() {
        assertThat(Wildcard.matches("*a".repeat(40) + "b", "a".repeat(4_000))).isFalse();
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars('a', 'b', '*', '.').ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b', '.').ofMaxLength(8);
    }
}
