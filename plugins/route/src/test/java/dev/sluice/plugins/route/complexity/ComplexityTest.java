package dev.sluice.plugins.route.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComplexityTest {

    @Test
    void trainingFindsWhatTheStrongModelGainsFrom() {
        LinearModel model = new Trainer(0.01, 0.3).train(cases());

        assertThat(score(model, "Prove that the ring is Noetherian."))
                .isGreaterThan(score(model, "Say hello to the reader."));
    }

    @Test
    void aModelIsTheSameAfterItWasWrittenAndRead() throws IOException {
        LinearModel model = new Trainer(0.01, 0.3).train(cases());

        LinearModel read = LinearModel.read(new StringReader(model.write()));

        assertThat(score(read, "Prove it.")).isEqualTo(score(model, "Prove it."), offset(1e-3));
        assertThat(read.write()).isEqualTo(model.write());
    }

    @Test
    void trainingLearnsFromWhatAPromptComesWith() {
        Features.Setting tools = new Features.Setting(true, false, 5);
        List<Prompted> cases = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            cases.add(new Prompted("tools#" + i, "Look up order " + i, tools, false, true));
            cases.add(new Prompted("alone#" + i, "Look up order " + i, Features.Setting.ALONE, true, true));
        }

        LinearModel model = new Trainer(0.01, 0.3).train(cases);

        assertThat(model.score(Features.of("Look up order 7", tools)))
                .isGreaterThan(score(model, "Look up order 7") + 0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"words", "word\tmany", "bucket4096\t1", "bucket-1\t1", "charm\t1", "quantile101\t0.5", "\u0000"})
    void whatIsNoModelIsRefusedWithItsLine(String line, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.tsv"), "bias\t0.1\n" + line + "\n");

        assertThatThrownBy(() -> LinearModel.of(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in line 2")
                .hasMessageContaining("bench/eval/routing --write");
    }

    @Test
    void aCaseSaysWhatItsPromptComesWith() {
        Prompted read = Prompted.of((Obj) Json.parse(
                Buffer.buffer("{\"id\":\"1\",\"prompt\":\"p\",\"tools\":true,\"turns\":3,\"strong_correct\":true}")));

        assertThat(read.setting()).isEqualTo(new Features.Setting(true, false, 3));
    }

    @Test
    void trainingIsRepeatable() {
        assertThat(new Trainer(0.01, 0.3).train(cases()).write())
                .isEqualTo(new Trainer(0.01, 0.3).train(cases()).write());
    }

    @Test
    void theShippedModelLetsAsManyThroughAsItIsToldTo() {
        LinearModel model = LinearModel.shipped();

        assertThat(model.threshold(0.9)).isLessThan(model.threshold(0.5));
        assertThat(model.threshold(0.5)).isLessThan(model.threshold(0.1));
    }

    @Test
    void anyTextHasFeatures() {
        LinearModel model = LinearModel.shipped();

        for (String text : List.of("", " ", "\uD83D\uDE00", "x".repeat(100_000), "\u6771\u4EAC", "\n\n")) {
            assertThat(score(model, text)).as(text).isFinite();
        }
    }

    private static double score(LinearModel model, String text) {
        return model.score(Features.of(text, Features.Setting.ALONE));
    }

    private static List<Prompted> cases() {
        List<Prompted> cases = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            cases.add(new Prompted(
                    "hard#" + i,
                    "Prove that lemma " + i + " holds for every Noetherian ring.",
                    Features.Setting.ALONE,
                    false,
                    true));
            cases.add(new Prompted(
                    "easy#" + i, "Say something nice to reader number " + i + ".", Features.Setting.ALONE, true, true));
        }
        return cases;
    }
}
