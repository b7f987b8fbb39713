package dev.sluice.proxy.plugin.context;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.Scope;
import dev.sluice.api.plugin.Checkpoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputingWorkTest {

    private static final long HOSTILE = 10 << 20;
    private static final long SOME = 300 << 10;
    private static final int PROCESSORS = 2;

    /** More than there are threads, and no more than may wait. */
    private static final int MORE = 3 * PROCESSORS;

    private static final Owner OWNER = new Owner("acme", "scan", ComputingWorkTest.class.getClassLoader());

    private final Vertx vertx = Vertx.vertx();
    private final Computing computing = Computing.on(PROCESSORS);
    private final ComputingWork work = new ComputingWork(OWNER, computing);
    private final Scope scope = Scope.root();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        computing.close();
        await(vertx.close());
    }

    @Test
    void what_is_small_does_not_wait_for_what_is_large() throws Exception {
        // given more large work than there are threads
        List<Future<String>> large =
                Stream.generate(() -> held(HOSTILE)).limit(MORE).toList();
        // when
        String small = await(work.start(scope, 40_000, () -> "done"));
        // then
        assertThat(small).isEqualTo("done");
        assertThat(large).noneMatch(Future::isComplete);
    }

    @Test
    void what_waits_on_virtual_threads_does_not_wait_for_it_either() throws Exception {
        // given
        BlockingWork blocking = new BlockingWork(OWNER, 10);
        List<Future<String>> busy = new ArrayList<>();
        for (int i = 0; i < MORE; i++) {
            busy.add(work.start(scope, HOSTILE, this::spin));
        }
        // when
        String answer = await(blocking.start(() -> "done"));
        // then
        assertThat(answer).isEqualTo("done");
        assertThat(busy).noneMatch(Future::isComplete);
        scope.end(null);
    }

    @Test
    void what_is_less_goes_first() throws Exception {
        // given a lane that is held, and work in its queue
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Future<String> first = held(HOSTILE);
        Future<Boolean> hostile = work.start(scope, HOSTILE, () -> order.add("hostile"));
        Future<Boolean> ordinary = work.start(scope, SOME, () -> order.add("ordinary"));
        // when
        gate.countDown();
        await(Future.all(first, hostile, ordinary));
        // then
        assertThat(order).containsExactly("ordinary", "hostile");
    }

    @Test
    void refuses_what_is_too_much_and_says_when_to_try_again() throws Exception {
        // given
        Future<String> underWay = underWay();
        List<Future<String>> waiting =
                Stream.generate(() -> held(HOSTILE)).limit(6).toList();
        // when
        Future<String> late = work.start(scope, Computing.WAITING, () -> "late");
        // then
        assertThat(late.cause()).isInstanceOfSatisfying(CallError.class, refusal -> {
            assertThat(refusal.category()).isEqualTo(CallError.Category.OVERLOADED);
            assertThat(refusal.retryAfter()).isPositive();
        });
        gate.countDown();
        await(underWay);
        await(Future.all(waiting));
        assertThat(await(work.start(scope, HOSTILE, () -> "later"))).isEqualTo("later");
    }

    @Test
    void takes_one_that_is_larger_than_all_that_may_wait_where_nothing_does() throws Exception {
        assertThat(await(work.start(scope, 4 * Computing.WAITING, () -> "done")))
                .isEqualTo("done");
    }

    @Test
    void work_whose_call_ends_before_it_begins_never_does() throws Exception {
        // given
        Future<String> underWay = underWay();
        Scope cancelled = Scope.root();
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Future<Boolean> waiting = work.start(cancelled, Computing.WAITING - HOSTILE, () -> done.add("cancelled"));
        // when
        cancelled.end(null);
        // then its place is free again
        Future<Boolean> next = work.start(scope, Computing.WAITING - HOSTILE, () -> done.add("next"));
        gate.countDown();
        await(Future.all(underWay, next));
        assertThat(done).containsExactly("next");
        assertThat(category(waiting)).isEqualTo(CallError.Category.CANCELLED);
    }

    @Test
    void work_whose_call_ends_is_over_at_its_next_checkpoint() throws Exception {
        // given
        Scope cancelled = Scope.root();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Future<String> scan = work.start(cancelled, HOSTILE, () -> {
            begun.countDown();
            try {
                return spin();
            } catch (CancellationException e) {
                ended.complete(e);
                throw e;
            }
        });
        assertThat(begun.await(20, SECONDS)).isTrue();
        // when
        cancelled.end(null);
        // then
        assertThat(ended.get(20, SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(category(scan)).isEqualTo(CallError.Category.CANCELLED);
        assertThat(await(work.start(scope, HOSTILE, () -> Thread.currentThread().isInterrupted())))
                .as("whether the next one is interrupted")
                .isFalse();
    }

    @Test
    void work_of_a_call_that_has_ended_already_does_not_begin() {
        Scope over = Scope.root();
        over.end(null);

        assertThat(category(work.start(over, 1, this::spin))).isEqualTo(CallError.Category.CANCELLED);
    }

    @Test
    void brings_its_result_back_to_the_caller_s_context() throws Exception {
        // given
        var seen = new CompletableFuture<Boolean>();
        Context loop = vertx.getOrCreateContext();
        // when
        loop.runOnContext(v -> work.start(scope, 1, () -> Thread.currentThread().isVirtual())
                .onComplete(result -> seen.complete(!result.result() && loop.equals(Vertx.currentContext()))));
        // then
        assertThat(seen.get(20, SECONDS)).isTrue();
    }

    @Test
    void runs_with_the_plugin_s_class_loader_and_leaves_none_of_it_behind() throws Exception {
        // given
        ClassLoader plugin = new ClassLoader(OWNER.classLoader()) {};
        ComputingWork other = new ComputingWork(new Owner("other", "scan", plugin), computing);
        // when
        ClassLoader within =
                await(other.start(scope, 1, () -> Thread.currentThread().getContextClassLoader()));
        Thread thread = await(other.start(scope, 1, Thread::currentThread));
        // then
        assertThat(within).isSameAs(plugin);
        assertThat(thread.getContextClassLoader()).isNotSameAs(plugin);
    }

    @Test
    void whatever_it_throws_is_the_caller_s_to_handle() {
        Future<String> broken = work.start(scope, 1, () -> {
            throw new NoClassDefFoundError("test/Gone");
        });

        assertThatThrownBy(() -> await(broken)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void the_end_of_the_generation_waits_for_what_it_interrupts() throws Exception {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> scan = work.start(scope, HOSTILE, () -> {
            begun.countDown();
            return spin();
        });
        assertThat(begun.await(20, SECONDS)).isTrue();
        // when
        Future<Void> stopped = work.stop(Duration.ofSeconds(20));
        // then
        assertThat(stopped.succeeded()).isTrue();
        assertThat(scan.failed()).isTrue();
        assertThat(work.start(scope, 1, () -> "late").failed()).isTrue();
    }

    @Test
    void the_end_of_the_generation_says_what_does_not_stop() throws Exception {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        work.start(scope, HOSTILE, () -> {
            begun.countDown();
            while (gate.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "";
        });
        assertThat(begun.await(20, SECONDS)).isTrue();
        // when
        Future<Void> stopped = work.stop(Duration.ofMillis(50));
        // then
        assertThat(stopped.cause()).hasMessageContaining("Checkpoint");
    }

    private Future<String> underWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> first = work.start(scope, HOSTILE, () -> {
            begun.countDown();
            gate.await();
            return "";
        });
        assertThat(begun.await(20, SECONDS)).isTrue();
        return first;
    }

    private Future<String> held(long size) {
        return work.start(scope, size, () -> {
            gate.await();
            return "";
        });
    }

    @SuppressWarnings("InfiniteLoopStatement") // Until it is interrupted.
    private String spin() {
        while (true) {
            Checkpoint.pass();
        }
    }

    private static CallError.Category category(Future<?> failed) {
        assertThat(failed.cause()).isInstanceOf(CallError.class);
        return ((CallError) failed.cause()).category();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }
}
