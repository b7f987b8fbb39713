package dev.sluice.plugins.embed.onnx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class MiniLmTest {

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);

    @Test
    void putsWhatMeansTheLikeNearAndOtherThingsFar() throws Exception {
        // given
        Embedder embedder = embedder();
        // when
        List<float[]> vectors = await(embedder.embed(
                Purpose.PASSAGE,
                List.of("How do I reset my password?", "I forgot my login credentials.", "Bananas are yellow.")));
        // then
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.2);
        assertThat(dot(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-5));
        close();
    }

    @Test
    void givesEqualTextsEqualVectorsWhateverStandsBesideThem() throws Exception {
        // given
        Embedder embedder = embedder();
        float[] alone =
                await(embedder.embed(Purpose.PASSAGE, List.of("A text."))).getFirst();
        // when
        List<float[]> among = await(embedder.embed(Purpose.PASSAGE, List.of("word ".repeat(300), "A text.")));
        // then
        assertThat(among.get(1)).containsExactly(alone);
        close();
    }

    @Test
    void saysWhatItIs() throws Exception {
        // when
        Embedder embedder = embedder();
        // then
        assertThat(embedder.model().dimensions()).isEqualTo(384);
        assertThat(embedder.model().parallel()).isEqualTo(1);
        assertThat(embedder.tokens("hello world")).isEqualTo(2);
        close();
    }

    private Embedder embedder() {
        Future<Embedder> made = new MiniLmFactory().create(new MiniLmConfig(1), context);
        time.run();
        return made.result();
    }

    private void close() {
        context.close();
        time.run();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
