package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final ManualSource<Integer> source = new ManualSource<>();
    private final Replay<Integer> replay = Replay.of(source, 3, item -> 1);

    /** Whoever reads, in whatever turns, gets all items; no more than the limit, and one, are ever kept for the slowest. */
    @Property(tries = 300)
    void givesEveryReaderAllItemsInWhateverTurnsTheyRead(
            @ForAll @Size(max = 200) List<@IntRange(max = 2) Integer> turns, @ForAll @IntRange(max = 12) int limit) {
        List<Integer> items = IntStream.range(0, 10).boxed().toList();
        Replay<Integer> shared = Replay.of(Sources.of(items), limit, item -> 1);
        List<Collector> readers =
                List.of(new Collector(shared.read()), new Collector(shared.read()), new Collector(shared.read()));

        turns.forEach(turn -> readers.get(turn).step());
        int fastest =
                readers.stream().mapToInt(reader -> reader.items.size()).max().orElseThrow();
        int slowest =
                readers.stream().mapToInt(reader -> reader.items.size()).min().orElseThrow();
        for (int i = 0; i < 20; i++) {
            readers.forEach(Collector::step);
        }

        assertThat(fastest - slowest).isLessThanOrEqualTo(limit + 1);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.items).isEqualTo(items));
    }

    @Test
    void pullsNothingThatNobodyAskedFor() {
        replay.read();

        assertThat(source.pulls()).isZero();
    }

    @Test
    void pullsOnceForAllWhoWait() {
        Future<Integer> first = replay.read().next();
        Future<Integer> second = replay.read().next();

        source.emit(1);

        assertThat(List.of(first.result(), second.result())).containsExactly(1, 1);
        assertThat(source.pulls()).isOne();
    }

    @Test
    void replaysToWhoComesAfterTheEnd() {
        Replay<Integer> ended = Replay.of(Sources.of(List.of(1, 2, 3)), 3, item -> 1);
        Sources.collect(ended.read());

        Future<List<Integer>> late = Sources.collect(ended.read());

        assertThat(late.result()).containsExactly(1, 2, 3);
        assertThat(ended.isOpen()).isTrue();
    }

    @Test
    void leavesTheSourceToTheOthersWhenOneLeaves() {
        Source<Integer> one = replay.read();
        Future<Integer> other = replay.read().next();
        Future<Integer> pending = one.next();

        one.cancel();
        source.emit(1);

        assertThat(pending.cause()).isInstanceOf(CancellationException.class);
        assertThat(one.next().cause()).isInstanceOf(CancellationException.class);
        assertThat(other.result()).isEqualTo(1);
        assertThat(source.isCancelled()).isFalse();
    }

    @Test
    void cancelsTheSourceWhenTheLastLeaves() {
        Source<Integer> only = replay.read();
        Future<Integer> pending = only.next();

        only.cancel();
        only.cancel();

        assertThat(pending.failed()).isTrue();
        assertThat(source.isCancelled()).isTrue();
        assertThat(replay.isOpen()).isFalse();
        assertThatThrownBy(replay::read).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsEveryReaderOfAFailureAfterWhatCameBefore() {
        Source<Integer> fast = replay.read();
        Source<Integer> slow = replay.read();
        fast.next();
        source.emit(1);
        Future<Integer> pending = fast.next();

        source.fail(new IllegalStateException("broken"));

        assertThat(pending.cause()).hasMessage("broken");
        assertThat(slow.next().result()).isEqualTo(1);
        assertThat(slow.next().cause()).hasMessage("broken");
        assertThat(replay.isOpen()).isFalse();
    }

    @Test
    void makesTheFastestWaitForTheSlowestBeyondTheLimit() {
        Replay<Integer> narrow = Replay.of(Sources.of(List.of(1, 2, 3, 4)), 1, item -> 1);
        Source<Integer> fast = narrow.read();
        Source<Integer> slow = narrow.read();
        fast.next();
        fast.next();
        Future<Integer> waiting = fast.next();
        boolean waited = !waiting.isComplete();

        slow.next();

        assertThat(waited).isTrue();
        assertThat(waiting.result()).isEqualTo(3);
        assertThat(narrow.isOpen()).isFalse();
    }

    @Test
    void letsTheFastestGoOnWhenTheSlowestLeaves() {
        Replay<Integer> narrow = Replay.of(Sources.of(List.of(1, 2, 3)), 1, item -> 1);
        Source<Integer> fast = narrow.read();
        Source<Integer> slow = narrow.read();
        fast.next();
        fast.next();
        Future<Integer> waiting = fast.next();

        slow.cancel();

        assertThat(waiting.result()).isEqualTo(3);
    }

    @Test
    void weighsFramesByTheirBytes() {
        Frames frames = dev.sluice.api.TextLens.frames("hello");
        Replay<Frames> shared =
                Replay.of(Sources.of(List.of(frames)), frames.raw().length() - 1);

        Sources.collect(shared.read());

        assertThat(shared.isOpen()).isFalse();
    }

    /** Reads one item a step, and keeps to the law: it does not ask again while it waits. */
    private static final class Collector {
        private final Source<Integer> source;
        private final List<Integer> items = new ArrayList<>();
        private boolean waiting;
        private boolean ended;

        Collector(Source<Integer> source) {
            this.source = source;
        }

        void step() {
            if (!waiting && !ended) {
                waiting = true;
                source.next().onSuccess(this::take);
            }
        }

        private void take(Integer item) {
            waiting = false;
            ended = item == null;
            if (item != null) {
                items.add(item);
            }
        }
    }
}
