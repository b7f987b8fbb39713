package dev.sluice.api.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingModelTest {

    private static final EmbeddingModel MODEL = new EmbeddingModel("mini", 384, 256, 16, 2);

    @ParameterizedTest
    @CsvSource({"0, 256, 16, 2", "384, 0, 16, 2", "384, 256, 0, 2", "384, 256, 16, 0"})
    void saysWhichNumbersMakeNoModel(int dimensions, int window, int batch, int parallel) {
        assertThatThrownBy(() -> new EmbeddingModel("mini", dimensions, window, batch, parallel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "expected an embedding model with positive numbers, found mini with " + dimensions);
    }

    @Test
    void comparesWithWhatMakesTheSameVectorsHoweverFast() {
        assertThat(MODEL.isComparableTo(new EmbeddingModel("mini", 384, 256, 1, 1)))
                .isTrue();
        assertThat(MODEL.isComparableTo(new EmbeddingModel("mini", 768, 256, 16, 2)))
                .isFalse();
        assertThat(MODEL.isComparableTo(new EmbeddingModel("other", 384, 256, 16, 2)))
                .isFalse();
    }
}
