package dev.sluice.plugins.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sluice.api.embed.Embedder.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

class StaticLawsTest {

    private static @Nullable StaticModel model;

    @BeforeContainer
    static void load() throws IOException {
        model = StaticModel.load(
                MiniLmFactory.resource(MiniLmFactory.NAME + ".onnx"),
                WordPiece.read(MiniLmFactory.resource(MiniLmFactory.NAME + "-tokenizer.json")),
                "laws",
                Files.createTempDirectory("static"),
                1 << 20,
                warning -> {});
    }

    @AfterContainer
    static void close() throws OrtException {
        model.close();
    }

    @Property(tries = 200)
    void everyTextHasAVectorOfLengthOne(@ForAll String text) throws OrtException {
        // when
        float[] vector = model.vector(Purpose.PASSAGE, text);
        // then
        assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Property(tries = 200)
    void theOrderOfWordsDoesNotCount(@ForAll @Size(max = 6) List<@StringLength(max = 12) String> words)
            throws OrtException {
        // given
        float[] vector = model.vector(Purpose.QUERY, String.join(" ", words));
        // when
        float[] reversed = model.vector(Purpose.QUERY, String.join(" ", words.reversed()));
        // then
        assertThat(dot(vector, reversed)).isCloseTo(1, within(1e-5));
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
