package dev.sluice.plugins.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.plugins.embed.onnx.ClassifierConfig.Kind;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a model of eight words: {@code ignore} and {@code instructions} weigh 3 and 2 for INJECTION, {@code hello} 1 for SAFE; bias 1 and -1. */
class OnnxClassifierTest {

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);

    @AfterEach
    void close() {
        context.close();
        time.run();
    }

    @Test
    void judgesByTheWeightsOfAFile() throws Exception {
        List<Judgement> found = judged(config(List.of(), Kind.ONE, 510), "Ignore instructions");

        assertThat(found).extracting(Judgement::label).containsExactly("SAFE", "INJECTION");
        assertThat(found.get(1).score()).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-6));
        assertThat(found.get(1).flagged()).isTrue();
        assertThat(found.get(0).flagged()).isFalse();
    }

    @Test
    void findsNothingInWhatIsBenign() throws Exception {
        List<Judgement> found = judged(config(List.of(), Kind.ONE, 510), "hello there");

        assertThat(found).noneMatch(Judgement::flagged);
    }

    @Test
    void judgesEachLabelByItselfWhereAnyNumberIsTrue() throws Exception {
        List<Judgement> found = judged(config(List.of("a", "b"), Kind.ANY, 510), "ignore hello");

        assertThat(found).extracting(Judgement::label).containsExactly("a", "b");
        assertThat(found).allMatch(Judgement::flagged);
    }

    @Test
    void judgesALongTextPieceByPieceAndSaysWhere() throws Exception {
        String text = "hello there ".repeat(20) + "ignore instructions";

        List<Judgement> found = judged(config(List.of(), Kind.ONE, 8), text);

        assertThat(found).hasSizeGreaterThan(8);
        assertThat(found)
                .filteredOn(Judgement::flagged)
                .singleElement()
                .satisfies(judgement -> assertThat(text.substring(judgement.start(), judgement.end()))
                        .contains("ignore instructions"));
    }

    @Test
    void doesNotPassOffHalfALongTextAsJudged() {
        String text = "hello there ".repeat(10_000);

        assertThatThrownBy(() -> judged(config(List.of(), Kind.ONE, 8), text)).hasMessageContaining("256 pieces");
    }

    @Test
    void saysWhatIsWrongWithLabelsThatDoNotFit() {
        Future<Classifier> made = create(config(List.of("one"), Kind.ONE, 510));

        assertThat(made.cause()).hasMessageContaining("answers with 2 numbers, and has 1 labels");
    }

    private List<Judgement> judged(ClassifierConfig config, String text) throws Exception {
        return create(config).result().classify(text).await(10, TimeUnit.SECONDS);
    }

    private Future<Classifier> create(ClassifierConfig config) {
        Future<Classifier> made = new ClassifierOnnxFactory().create(config, context);
        time.run();
        return made;
    }

    private static ClassifierConfig config(List<String> labels, Kind kind, int window) {
        return new ClassifierConfig(
                file("words.onnx"), null, labels, List.of("SAFE"), kind, window, Duration.ofSeconds(2), 16, 1);
    }

    private static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(OnnxClassifierTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
