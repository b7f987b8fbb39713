package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassagesTest {

    private static final int ROOM = 256;

    @Test
    void asksForSoManyAtATimeThatOthersHaveRoom() {
        List<String> texts =
                IntStream.range(0, 30_000).mapToObj(Integer::toString).toList();

        Future<List<float[]>> vectors = Passages.vectors(new Narrow(64, 16), texts);

        assertThat(vectors.result()).hasSize(30_000);
        assertThat(vectors.result().getLast()).containsExactly(29_999);
    }

    @Test
    void failsAsTheEmbedderDoes() {
        Future<List<float[]>> vectors = Passages.vectors(new Narrow(1, 1), List.of("no number"));

        assertThat(vectors.cause()).hasMessageContaining("no number");
    }

    /** Has no room for more, and makes a vector of the number that a text is. */
    private record Narrow(int batch, int parallel) implements Embedder {

        @Override
        public EmbeddingModel model() {
            return new EmbeddingModel("numbers", 1, 8, batch, parallel);
        }

        @Override
        public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
            return texts.size() > ROOM
                    ? Future.failedFuture(new RejectedExecutionException("too many"))
                    : Future.succeededFuture(texts)
                            .map(all -> all.stream()
                                    .map(text -> new float[] {Float.parseFloat(text)})
                                    .toList());
        }

        @Override
        public int tokens(String text) {
            return 1;
        }
    }
}
