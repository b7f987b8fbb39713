package dev.sluice.plugins.embed.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticTest {

    private static final int MANY = 64 << 20;
    private static final VirtualTime TIME = new VirtualTime();
    private static final FakePluginContext CONTEXT = new FakePluginContext(TIME).withDataFolder(folder());

    /** Of the model in the jar; loaded once, since that takes a second. */
    private static final Embedder IN_JAR = embedder(new StaticConfig(null, null, 1));

    private static void nowhere(String warning) {}

    @AfterAll
    static void close() {
        CONTEXT.close();
        TIME.run();
    }

    @Test
    void putsWhatMeansTheLikeNearAndOtherThingsFar() throws Exception {
        // when
        List<float[]> vectors =
                vectors(IN_JAR, "How do I reset my password?", "I forgot my login credentials.", "Bananas are yellow.");
        // then
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.2);
    }

    @Test
    void givesEqualTextsEqualVectorsWhoeverReadTheirTokensFirst() throws Exception {
        // given
        Embedder one = embedder(new StaticConfig(null, null, 4));
        List<String> texts = IntStream.range(0, 64)
                .mapToObj(i -> "The lazy fox number " + i % 8 + " jumps over an unaffable dog.")
                .toList();
        // when
        List<Future<List<float[]>>> atOnce = texts.stream()
                .map(text -> one.embed(Purpose.PASSAGE, List.of(text)))
                .toList();
        // then
        for (int i = 0; i < texts.size(); i++) {
            assertThat(await(atOnce.get(i)).getFirst())
                    .containsExactly(vectors(IN_JAR, texts.get(i)).getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "!!", "42", "😀", "\uD800", "\0", "水", "ß", "the the the", "CAFÉ"})
    void everyTextHasAVectorOfLengthOne(String text) throws Exception {
        // when
        float[] vector = vectors(IN_JAR, text).getFirst();
        // then
        assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void givesTheSameVectorsWhereThereIsNoRoomToKeepThoseOfTokens(@TempDir Path folder) throws Exception {
        // given
        WordPiece words = WordPiece.read(MiniLmFactory.resource(MiniLmFactory.NAME + "-tokenizer.json"));
        byte[] weights = MiniLmFactory.resource(MiniLmFactory.NAME + ".onnx");
        String text = "An unaffable dog, an unaffable fox.";
        try (StaticModel narrow =
                StaticModel.load(weights, words, "narrow", folder, 2 * 384 * Float.BYTES, StaticTest::nowhere)) {
            // when
            float[] vector = narrow.vector(Purpose.PASSAGE, text);
            // then
            assertThat(vector).containsExactly(vectors(IN_JAR, text).getFirst());
        }
    }

    @Test
    void theNextProcessTakesTheTokensThatThisOneRead(@TempDir Path folder) throws Exception {
        // given
        FakePluginContext first = new FakePluginContext(TIME).withDataFolder(folder);
        float[] read = vectors(create(new StaticConfig(null, null, 1), first).result(), "banana")
                .getFirst();
        first.close();
        TIME.run();
        // when
        TokenFile.Kept kept =
                new TokenFile(folder.resolve("tokens"), IN_JAR.model().name(), StaticTest::nowhere).read(40_000, MANY);
        // then
        assertThat(Lengths.one(requireNonNull(kept.table().find(15_212)))).containsExactly(read);
    }

    @Test
    void takesWhatWasKeptForWhatItWouldRead(@TempDir Path folder) throws Exception {
        // given
        float[] axis = new float[384];
        axis[5] = 1;
        TokenTable table = new TokenTable(40_000, 1);
        table.keep(15_212, axis);
        new TokenFile(folder.resolve("tokens"), IN_JAR.model().name(), StaticTest::nowhere)
                .write(new float[384], table);
        FakePluginContext next = new FakePluginContext(TIME).withDataFolder(folder);
        // when
        Embedder embedder = create(new StaticConfig(null, null, 1), next).result();
        // then
        assertThat(vectors(embedder, "Banana").getFirst()).containsExactly(axis);
        next.close();
        TIME.run();
    }

    @Test
    void readsALongTextToItsEnd() throws Exception {
        // given
        String text = "bananas are yellow ".repeat(20_000);
        // when
        List<float[]> vectors = vectors(IN_JAR, text, text + "passwords ".repeat(20_000), "passwords");
        // then
        assertThat(dot(vectors.get(1), vectors.get(2))).isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.2);
        assertThat(IN_JAR.model().window()).isGreaterThan(IN_JAR.tokens(text));
    }

    @Test
    void isTheSameModelWhereverItsFilesLieAndAnotherThanTheOneThatReadsTexts(@TempDir Path folder) throws Exception {
        // given
        Files.write(folder.resolve("all-minilm-l6-v2-q"), MiniLmFactory.resource("all-minilm-l6-v2-q.onnx"));
        Files.write(folder.resolve("tokenizer.json"), MiniLmFactory.resource("all-minilm-l6-v2-q-tokenizer.json"));
        // when
        Embedder fromPath = embedder(new StaticConfig(folder.resolve("all-minilm-l6-v2-q"), null, 1));
        // then
        assertThat(fromPath.model().isComparableTo(IN_JAR.model())).isTrue();
        assertThat(IN_JAR.model().name()).matches("static-1/all-minilm-l6-v2-q@[0-9a-f]{16}");
        assertThat(IN_JAR.model().dimensions()).isEqualTo(384);
    }

    @Test
    void refusesAModelThatHasNoVectorForEachToken() throws Exception {
        // given
        StaticConfig classifier = new StaticConfig(file("words.onnx"), file("tokenizer.json"), 1);
        // when
        Future<Embedder> made = create(classifier);
        // then
        assertThat(made.cause())
                .hasMessageContaining("answers with a vector for each token")
                .hasMessageContaining("[1, 2]");
    }

    @Test
    void refusesATokenizerOfMarksAlone(@TempDir Path folder) {
        // given
        WordPiece marks =
                WordPiece.read("{\"model\":{\"vocab\":{\"[CLS]\":0,\"[SEP]\":1,\"[UNK]\":2}}}".getBytes(UTF_8));
        // when
        ThrowingCallable load = () -> StaticModel.load(
                MiniLmFactory.resource(MiniLmFactory.NAME + ".onnx"), marks, "marks", folder, 0, StaticTest::nowhere);
        // then
        assertThatThrownBy(load).hasMessageContaining("its tokenizer knows no words");
    }

    @Test
    void refusesATokenizerWithoutAModel() {
        // when
        Future<Embedder> made = create(new StaticConfig(null, Path.of("tokenizer.json"), 1));
        // then
        assertThat(made.cause()).hasMessageContaining("Expected 'model' beside 'tokenizer'");
    }

    private static Embedder embedder(StaticConfig config) {
        return create(config).result();
    }

    private static Future<Embedder> create(StaticConfig config) {
        return create(config, CONTEXT);
    }

    private static Future<Embedder> create(StaticConfig config, FakePluginContext context) {
        Future<Embedder> made = new StaticFactory().create(config, context);
        TIME.run();
        return made;
    }

    private static List<float[]> vectors(Embedder embedder, String... texts) throws Exception {
        return await(embedder.embed(Purpose.PASSAGE, List.of(texts)));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("static");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) throws URISyntaxException {
        return Path.of(requireNonNull(StaticTest.class.getResource(name), name).toURI());
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
