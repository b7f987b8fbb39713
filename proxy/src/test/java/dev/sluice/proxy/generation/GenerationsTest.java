package dev.sluice.proxy.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.dialect.PathTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    private final AtomicInteger closings = new AtomicInteger();

    @Test
    void closesWhenTheLastCallHasLeft() {
        Generation generation = generation(1);
        generation.enter();
        generation.enter();

        Future<Void> closed = generation.retire();
        generation.leave();

        assertThat(closings).hasValue(0);
        assertThat(generation.inFlight()).isZero();
        generation.leave();
        assertThat(closings).hasValue(1);
        assertThat(closed.succeeded()).isTrue();
    }

    @Test
    void letsNobodyInOnceItHasClosed() {
        Generation generation = generation(1);

        generation.retire();

        assertThat(generation.enter()).isFalse();
        assertThat(closings).hasValue(1);
    }

    @Test
    void givesNewCallsTheNewOneAndLetsOldCallsGoOn() {
        Generation first = generation(1);
        Generation second = generation(2);
        Generations generations = new Generations(first);
        Generation used = generations.enter();

        Future<Void> closed = generations.replace(second);

        assertThat(generations.enter()).isSameAs(second);
        assertThat(closed.isComplete()).isFalse();
        used.leave();
        assertThat(closed.succeeded()).isTrue();
    }

    @Test
    void isRetiredOnceAllThatItReplacedHaveClosed() {
        Promise<Void> slow = Promise.promise();
        Generations generations = new Generations(new Generation(1, parts(), slow::future));
        generations.replace(generation(2));

        Future<Void> closed = generations.retire();

        assertThat(closed.isComplete()).isFalse();
        slow.complete();
        assertThat(closed.succeeded()).isTrue();
    }

    @Test
    void neverHandsOutAClosedOneAndClosesEachOnceWhileCallsAndReloadsRace() throws Exception {
        Map<Integer, AtomicInteger> closed = new ConcurrentHashMap<>();
        AtomicInteger used = new AtomicInteger();
        Generations generations = new Generations(counted(0, closed));
        AtomicInteger wrong = new AtomicInteger();
        List<Runnable> tasks = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            tasks.add(() -> {
                for (int i = 0; i < 20_000; i++) {
                    Generation generation = generations.enter();
                    if (closed.containsKey(generation.number())) {
                        wrong.incrementAndGet();
                    }
                    used.incrementAndGet();
                    generation.leave();
                }
            });
        }
        tasks.add(() -> {
            for (int number = 1; number <= 500; number++) {
                generations.replace(counted(number, closed));
            }
        });

        runAll(tasks);
        generations.retire();

        assertThat(wrong).hasValue(0);
        assertThat(used).hasValue(80_000);
        assertThat(closed)
                .hasSize(501)
                .allSatisfy((number, times) -> assertThat(times).hasValue(1));
    }

    private static void runAll(List<Runnable> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<java.util.concurrent.Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            for (java.util.concurrent.Future<?> one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Generation counted(int number, Map<Integer, AtomicInteger> closed) {
        return new Generation(number, parts(), () -> {
            closed.computeIfAbsent(number, first -> new AtomicInteger()).incrementAndGet();
            return Future.succeededFuture();
        });
    }

    private Generation generation(int number) {
        return new Generation(number, parts(), () -> {
            closings.incrementAndGet();
            return Future.succeededFuture();
        });
    }

    private static final Generation.Parts PARTS = new Generation.Parts(
            ConfigDocument.parse("test.yaml", "version: 1", Environment.of(Map.of(), Map.of()))
                    .bind(Settings.class),
            PathTable.of(List.of()),
            new Catalog(Map.of(), Map.of()),
            List.of());

    private static Generation.Parts parts() {
        return PARTS;
    }
}
