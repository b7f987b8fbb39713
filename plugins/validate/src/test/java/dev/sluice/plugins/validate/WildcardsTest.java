package dev.sluice.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WildcardsTest {

    @Property
    void matchesWhatTheLikeRegularExpressionMatches(
            @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 6) String pattern,
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 8) String name) {
        String expression = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());

        assertThat(Wildcards.matches(pattern, name)).isEqualTo(name.matches(expression));
    }

    @Test
    void isNotSlowOnWhatNearlyMatches() {
        assertThat(Wildcards.matches("*a".repeat(50) + "b", "a".repeat(10_000))).isFalse();
    }
}
