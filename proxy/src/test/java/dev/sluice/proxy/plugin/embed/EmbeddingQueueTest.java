package dev.sluice.proxy.plugin.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingQueueTest {

    private final VirtualTime time = new VirtualTime();
    private final HeldModel model = new HeldModel();
    private final EmbeddingQueue queue = new EmbeddingQueue(model, time);

    @Test
    void putsTextsOfConcurrentCallersIntoOneBatch() {
        // given a model that is busy
        queue.embed(Purpose.PASSAGE, List.of("busy"));
        Future<List<float[]>> one = queue.embed(Purpose.PASSAGE, List.of("a"));
        Future<List<float[]>> other = queue.embed(Purpose.PASSAGE, List.of("b", "c"));
        // when
        model.answer();
        // then
        assertThat(model.batches).containsExactly(List.of("busy"), List.of("a", "b", "c"));
        model.answer();
        assertThat(one.result()).containsExactly(HeldModel.vector("a"));
        assertThat(other.result()).containsExactly(HeldModel.vector("b"), HeldModel.vector("c"));
    }

    @Test
    void embedsEqualTextsOnce() {
        // given
        Future<List<float[]>> twice = queue.embed(Purpose.PASSAGE, List.of("a", "a"));
        Future<List<float[]>> again = queue.embed(Purpose.PASSAGE, List.of("a"));
        // when
        model.answer();
        // then
        assertThat(model.batches).containsExactly(List.of("a"));
        assertThat(twice.result()).hasSize(2);
        assertThat(again.result()).containsExactly(HeldModel.vector("a"));
    }

    @Test
    void remembersQuestions() {
        // given
        queue.embed(Purpose.QUERY, List.of("who?"));
        model.answer();
        // when
        Future<List<float[]>> again = queue.embed(Purpose.QUERY, List.of("who?"));
        // then
        assertThat(again.result()).containsExactly(HeldModel.vector("who?"));
        assertThat(model.batches).hasSize(1);
    }

    @Test
    void takesQuestionsBeforePassages() {
        // given
        queue.embed(Purpose.PASSAGE, List.of("busy"));
        queue.embed(Purpose.PASSAGE, List.of("a passage"));
        queue.embed(Purpose.QUERY, List.of("a question"));
        // when
        model.answer();
        // then
        assertThat(model.batches.getLast()).containsExactly("a question");
    }

    @Test
    void takesWhatCallsCompareBeforePassages() {
        // given
        queue.embed(Purpose.PASSAGE, List.of("busy"));
        queue.embed(Purpose.PASSAGE, List.of("a passage"));
        queue.embedPeers(List.of("a peer"));
        // when
        model.answer();
        // then
        assertThat(model.batches.getLast()).containsExactly("a peer");
        assertThat(model.purposes.getLast()).isEqualTo(Purpose.PASSAGE);
    }

    @Test
    void hasRoomForCallsWhereDocumentsTakeAllOfTheirs() {
        // given
        queue.embed(
                Purpose.PASSAGE,
                IntStream.range(0, EmbeddingQueue.MAX_WAITING)
                        .mapToObj(Integer::toString)
                        .toList());
        // when
        Future<List<float[]>> document = queue.embed(Purpose.PASSAGE, List.of("a passage"));
        Future<List<float[]>> question = queue.embed(Purpose.QUERY, List.of("a question"));
        Future<List<float[]>> peer = queue.embedPeers(List.of("a peer"));
        // then
        assertThat(document.failed()).isTrue();
        assertThat(question.isComplete()).isFalse();
        assertThat(peer.isComplete()).isFalse();
    }

    @Test
    void givesTheModelNoMoreThanItTakes() {
        // when
        queue.embed(Purpose.PASSAGE, List.of("1", "2", "3", "4", "5", "6"));
        // then
        assertThat(model.batches).containsExactly(List.of("1", "2", "3", "4"));
    }

    @Test
    void refusesWhatWouldWaitForEver() {
        // when
        Future<List<float[]>> refused =
                queue.embed(Purpose.PASSAGE, Collections.nCopies(EmbeddingQueue.MAX_WAITING + 1, "x"));
        // then
        assertThat(refused.cause())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("ask for fewer");
    }

    @Test
    void failsABatchOfWrongVectorsAndGoesOn() {
        // given
        Future<List<float[]>> wrong = queue.embed(Purpose.PASSAGE, List.of("a"));
        Future<List<float[]>> next = queue.embed(Purpose.PASSAGE, List.of("b"));
        // when
        model.answer(List.of(new float[] {1, 2, 3}));
        model.answer();
        // then
        assertThat(wrong.cause())
                .hasMessage("Expected vectors of 2 dimensions of the embedder held, found one of 3:"
                        + " correct its config.");
        assertThat(next.succeeded()).isTrue();
    }

    @Test
    void failsWhatThrowsOrSaysNumbersThatAreNone() {
        // given
        Future<List<float[]>> wrong = queue.embed(Purpose.PASSAGE, List.of("a"));
        Future<List<float[]>> thrown = queue.embed(Purpose.PASSAGE, List.of("throw"));
        // when
        model.answer(List.of(new float[] {Float.NaN, 0}));
        // then
        assertThat(wrong.cause()).hasMessageContaining("Expected numbers").hasMessageContaining("NaN");
        assertThat(thrown.cause()).hasMessage("thrown by the model");
    }

    @Test
    void givesUpABatchThatIsNeverAnswered() {
        // given
        Future<List<float[]>> lost = queue.embed(Purpose.PASSAGE, List.of("a"));
        queue.embed(Purpose.PASSAGE, List.of("b"));
        // when
        time.advance(Duration.ofMinutes(2));
        // then
        assertThat(lost.cause()).hasMessageContaining("did not answer");
        assertThat(model.batches).containsExactly(List.of("a"), List.of("b"));
    }

    /** Answers when it is told to. */
    private static final class HeldModel implements Embedder {

        private final List<List<String>> batches = new ArrayList<>();
        private final List<Purpose> purposes = new ArrayList<>();
        private Promise<List<float[]>> held = Promise.promise();

        @Override
        public EmbeddingModel model() {
            return new EmbeddingModel("held", 2, 8, 4, 1);
        }

        @Override
        public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
            if (texts.contains("throw")) {
                throw new IllegalStateException("thrown by the model");
            }
            batches.add(texts);
            purposes.add(purpose);
            held = Promise.promise();
            return held.future();
        }

        @Override
        public int tokens(String text) {
            return text.length();
        }

        void answer() {
            answer(batches.getLast().stream().map(HeldModel::vector).toList());
        }

        void answer(List<float[]> vectors) {
            held.complete(vectors);
        }

        static float[] vector(String text) {
            return new float[] {text.hashCode(), 1};
        }
    }
}
