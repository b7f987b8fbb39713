package dev.sluice.plugins.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenWeightsTest {

    private final float[] weights = TokenWeights.of(Map.of(
            "[PAD]",
            0,
            "[UNK]",
            1,
            "[unused0]",
            2,
            "!",
            3,
            "7",
            4,
            "##s",
            5,
            "水",
            6,
            "the",
            7,
            "##ing",
            9,
            "rare",
            10));

    @Test
    void aWordCountsTheMoreTheLaterItComesInTheVocabulary() {
        assertThat(weights[7]).isPositive().isLessThan(weights[9]);
        assertThat(weights[9]).isLessThan(weights[10]);
        assertThat(weights[10]).isLessThan(1);
    }

    @Test
    void marksAndGapsDoNotCount() {
        assertThat(new float[] {weights[0], weights[1], weights[2], weights[8]}).containsOnly(0);
    }

    @Test
    void signsDigitsAndSingleLettersCountAsLittleAsTheFirstWord() {
        assertThat(new float[] {weights[3], weights[4], weights[5]}).containsOnly(weights[7]);
    }

    @Test
    void anIdeographCountsInFull() {
        assertThat(weights[6]).isEqualTo(1);
    }

    @Test
    void aVocabularyWithoutWordsHasWeightsToo() {
        assertThat(TokenWeights.of(Map.of("[CLS]", 0, "a", 1))[1])
                .isBetween(0f, 1f)
                .isNotZero();
    }
}
