package dev.sluice.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Thinking;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "true | - | 2048 | - | {'thinkingBudget':2048,'includeThoughts':true}",
                "true | - | - | - | {'thinkingBudget':-1,'includeThoughts':true}",
                "true | - | 2048 | none | {'thinkingBudget':2048,'includeThoughts':false}",
                "false | - | - | - | {'thinkingBudget':0}",
                "- | low | - | - | {'thinkingLevel':'low'}",
                "- | low | - | auto | {'thinkingLevel':'low','includeThoughts':true}"
            })
    void thinkingThatIsTurnedOnIsShownUnlessItIsNotToBe(
            @Nullable Boolean enabled,
            @Nullable String effort,
            @Nullable Integer budget,
            @Nullable String shown,
            String written) {
        Thinking thinking = new Thinking(enabled, effort, budget, shown);

        assertThat(String.valueOf(new Thoughts("gemini-3.5-flash", new Losses()).write(thinking))
                        .replace('"', '\''))
                .isEqualTo(written);
    }
}
