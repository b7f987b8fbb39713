package dev.sluice.proxy.plugin.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ClassifierQueueTest {

    private final VirtualTime time = new VirtualTime();
    private final HeldModel model = new HeldModel();
    private final ClassifierQueue queue = new ClassifierQueue(model, time);

    @Test
    void givesTheModelNoMoreThanItTakesAtATime() {
        queue.classify("a");
        queue.classify("b");
        queue.classify("c");

        assertThat(model.texts).containsExactly("a", "b");
    }

    @Test
    void givesItTheNextWhenItHasAnswered() {
        Future<List<Judgement>> first = queue.classify("a");
        queue.classify("b");
        Future<List<Judgement>> third = queue.classify("c");

        model.answer("a");
        model.answer("c");

        assertThat(first.result()).containsExactly(HeldModel.bad("a"));
        assertThat(third.result()).containsExactly(HeldModel.bad("c"));
    }

    @Test
    void turnsAwayWhatItHasNoRoomFor() {
        List.of("a", "b", "c", "d").forEach(queue::classify);

        assertThat(queue.classify("e").cause()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void failsWhatIsNotAnsweredInTimeTheWaitIncluded() {
        Future<List<Judgement>> asked = queue.classify("a");
        queue.classify("b");
        Future<List<Judgement>> waiting = queue.classify("c");

        time.advance(Duration.ofSeconds(2));

        assertThat(asked.cause()).isInstanceOf(TimeoutException.class);
        assertThat(waiting.cause()).isInstanceOf(TimeoutException.class);
        model.answer("a");
        assertThat(model.texts).as("nobody waits for it any more").doesNotContain("c");
    }

    @Test
    void whatAModelThrowsIsTheFailureOfOneText() {
        assertThat(queue.classify("throw").cause()).hasMessage("thrown");
        assertThat(queue.classify("a").isComplete()).isFalse();
    }

    @Test
    void refusesPlacesOutsideTheText() {
        Future<List<Judgement>> found = queue.classify("a");

        model.promises.getFirst().complete(List.of(new Judgement("bad", 1, true, 0, 2)));

        assertThat(found.cause()).hasMessageContaining("ends at 2");
    }

    /** Two at a time, two that wait, a second. */
    private static final class HeldModel implements Classifier {
        private final List<String> texts = new ArrayList<>();
        private final List<Promise<List<Judgement>>> promises = new ArrayList<>();

        static Judgement bad(String text) {
            return Judgement.of("bad", 0.5, true, text);
        }

        void answer(String text) {
            promises.get(texts.indexOf(text)).complete(List.of(bad(text)));
        }

        @Override
        public Limits limits() {
            return new Limits(2, 2, Duration.ofSeconds(1));
        }

        @Override
        public Future<List<Judgement>> classify(String text) {
            if (text.equals("throw")) {
                throw new IllegalStateException("thrown");
            }
            texts.add(text);
            promises.add(Promise.promise());
            return promises.getLast().future();
        }
    }
}
