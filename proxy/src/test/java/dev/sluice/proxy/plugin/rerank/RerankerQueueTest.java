package dev.sluice.proxy.plugin.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RerankerQueueTest {

    private final VirtualTime time = new VirtualTime();
    private final HeldModel model = new HeldModel();
    private final RerankerQueue queue = new RerankerQueue(model, time);

    @Test
    void givesTheModelOneQuestionAfterTheOther() {
        Future<List<Rank>> first = queue.rerank("q", List.of("a", "b"));
        Future<List<Rank>> second = queue.rerank("q", List.of("c"));

        assertThat(model.asked).containsExactly(List.of("a", "b"));
        model.promises.getFirst().complete(List.of(new Rank(1, 0.9)));
        model.promises.getLast().complete(List.of(new Rank(0, 0.1)));

        assertThat(first.result()).containsExactly(new Rank(1, 0.9));
        assertThat(second.result()).containsExactly(new Rank(0, 0.1));
    }

    @Test
    void turnsAwayWhatItHasNoRoomFor() {
        queue.rerank("q", List.of("a"));
        queue.rerank("q", List.of("b"));

        assertThat(queue.rerank("q", List.of("c")).cause()).isInstanceOf(RejectedExecutionException.class);
        assertThat(queue.rerank("q", List.of("a", "b", "c", "d")).cause()).hasMessageContaining("at most 3 passages");
    }

    @Test
    void asksNobodyAboutNothing() {
        assertThat(queue.rerank("q", List.of()).result()).isEmpty();
        assertThat(model.asked).isEmpty();
    }

    @Test
    void failsWhatIsNotAnsweredInTime() {
        Future<List<Rank>> asked = queue.rerank("q", List.of("a"));

        time.advance(Duration.ofSeconds(2));

        assertThat(asked.cause()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void refusesPassagesThatAreTwiceInTheAnswerOrNotAmongThoseAsked() {
        Future<List<Rank>> twice = queue.rerank("q", List.of("a", "b"));
        model.promises.getFirst().complete(List.of(new Rank(1, 0.9), new Rank(1, 0.1)));
        Future<List<Rank>> beyond = queue.rerank("q", List.of("a", "b"));
        model.promises.getLast().complete(List.of(new Rank(2, 0.9)));

        assertThat(twice.cause()).hasMessageContaining("number 1 again");
        assertThat(beyond.cause()).hasMessageContaining("found number 2");
    }

    /** One at a time, one that waits, three passages, a second. */
    private static final class HeldModel implements Reranker {
        private final List<List<String>> asked = new ArrayList<>();
        private final List<Promise<List<Rank>>> promises = new ArrayList<>();

        @Override
        public Limits limits() {
            return new Limits(3, 1, 1, Duration.ofSeconds(1));
        }

        @Override
        public Future<List<Rank>> rerank(String question, List<String> passages) {
            asked.add(passages);
            promises.add(Promise.promise());
            return promises.getLast().future();
        }
    }
}
