package dev.sluice.plugins.embed.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.embed.onnx.OnnxConfig.Pooling;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An index of vectors belongs to the model that made them, by its name. */
class ModelShapeTest {

    private static final OnnxConfig CONFIG =
            new OnnxConfig(Path.of("a/model.onnx"), null, Pooling.MEAN, 510, "", "", 0);

    @Test
    void modelsOfOneFileNameHaveNamesOfTheirOwn() {
        Set<String> names = Stream.of(name("weights", "words"), name("others", "words"), name("weights", "others"))
                .collect(Collectors.toSet());

        assertThat(names).hasSize(3).allMatch(name -> name.startsWith("model.onnx@"));
    }

    @Test
    void theSameModelHasTheSameNameWhereverItLies() {
        OnnxConfig elsewhere = new OnnxConfig(Path.of("b/model.onnx"), null, Pooling.MEAN, 510, "", "", 0);

        assertThat(ModelShape.of(elsewhere, "weights".getBytes(UTF_8), "words".getBytes(UTF_8))
                        .name())
                .isEqualTo(name("weights", "words"));
    }

    private static String name(String weights, String words) {
        return ModelShape.of(CONFIG, weights.getBytes(UTF_8), words.getBytes(UTF_8))
                .name();
    }
}
