package dev.sluice.plugins.route.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        return model.score(Features.of(text, null));
    }

    private static List<Prompted> cases() {
        List<Prompted> cases = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            cases.add(new Prompted(
                    "hard#" + i, "Prove that lemma " + i + " holds for every Noetherian ring.", false, true));
            cases.add(new Prompted("easy#" + i, "Say something nice to reader number " + i + ".", true, true));
        }
        return cases;
    }
}
