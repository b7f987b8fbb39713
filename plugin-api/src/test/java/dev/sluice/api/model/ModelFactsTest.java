package dev.sluice.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Usage;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelFactsTest {

    private static final ModelFacts KNOWN =
            new ModelFacts("openai", 1000L, 100L, Set.of(Modality.TEXT), true, false, Map.of("region", "us"), null);

    @Test
    void keepsWhatTheOtherDoesNotSay() {
        assertThat(KNOWN.with(ModelFacts.NONE)).isEqualTo(KNOWN);
    }

    @Test
    void takesWhatTheOtherSaysAndAddsItsLabels() {
        ModelFacts more = new ModelFacts(
                "gemini", 2000L, 200L, Set.of(Modality.IMAGE), false, true, Map.of("tier", "gold"), null);

        ModelFacts both = KNOWN.with(more);

        assertThat(both)
                .isEqualTo(new ModelFacts(
                        "gemini",
                        2000L,
                        200L,
                        Set.of(Modality.IMAGE),
                        false,
                        true,
                        Map.of("region", "us", "tier", "gold"),
                        null));
    }

    @Test
    void costsNobodyKnowsWhatWithoutPrices() {
        assertThat(KNOWN.cost(new Usage(1, 1, 0, 0, 0, 0, 0, false))).isNull();
    }
}
