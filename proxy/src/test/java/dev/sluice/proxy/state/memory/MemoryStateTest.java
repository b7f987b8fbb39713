package dev.sluice.proxy.state.memory;

import static dev.sluice.proxy.state.StateContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.State;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Use;
import dev.sluice.proxy.state.StateContract;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryStateTest implements StateContract {

    private static final int ACCOUNTS = 3000;

    private final Vertx vertx = Vertx.vertx();
    private final VirtualTime time = new VirtualTime();
    private final MemoryState state = new MemoryState(vertx, time, new MemoryState.Bounds(1 << 20, ACCOUNTS));
    private int uses;

    @Override
    public State state() {
        return state;
    }

    @Override
    public void pass(Duration elapsed) {
        time.advance(elapsed);
    }

    @Override
    public Use use() {
        return new Use("test-" + uses++, Use.Fallback.FAIL);
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void admitsExactlyTheLimitOnManyThreads() throws Exception {
        Quotas quotas = state.quotas(use());
        Limit limit = StateContract.limit("requests", 100, HOUR);

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> all = threads.invokeAll(IntStream.range(0, 1000)
                    .mapToObj(i -> (Callable<Boolean>)
                            () -> quotas.reserve(List.of(limit.charge(1)), LONG).result() instanceof Admission.Granted)
                    .toList());

            assertThat(all).filteredOn(Future::resultNow).hasSize(100);
        }
    }

    /** A thousand ask for a hundred tokens each; of those admitted every second one is given up, while the others still ask. */
    @Test
    void countsWhatWasReallyUsedOnManyThreads() throws Exception {
        Quotas quotas = state.quotas(use());
        Limit tokens = StateContract.limit("tokens", 10_050, HOUR);
        Limit calls = StateContract.limit("calls", 1000, HELD);
        AtomicLong used = new AtomicLong();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 1000)
                            .mapToObj(i -> (Callable<Void>) () -> {
                                Admission admission = quotas.reserve(List.of(tokens.charge(100), calls.charge(1)), LONG)
                                        .result();
                                if (admission instanceof Admission.Granted granted) {
                                    long real = i % 2 == 0 ? 27 : 0;
                                    used.addAndGet(real);
                                    get(
                                            i % 2 == 0
                                                    ? granted.hold().settle(List.of(real, 0L))
                                                    : granted.hold().release());
                                }
                                return null;
                            })
                            .toList())
                    .forEach(Future::resultNow);
        }

        assertThat(used.get()).isPositive();
        assertThat(StateContract.look(quotas, tokens).spent()).isEqualTo(used.get());
        assertThat(StateContract.look(quotas, tokens).reserved()).isZero();
        assertThat(StateContract.look(quotas, calls).reserved()).isZero();
        long fit = (10_050 - used.get()) / 100;
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> quotas.reserve(List.of(tokens.charge(100)), LONG)
                                        .result()
                                instanceof Admission.Granted)
                        .count())
                .isEqualTo(fit);
    }

    @Test
    void keepsNoMoreBytesThanItMay() {
        Cache cache = state.cache(use());

        for (int i = 0; i < 100; i++) {
            get(cache.put("acme", "key-" + i, Buffer.buffer(new byte[100_000]), LONG));
        }

        long kept = IntStream.range(0, 100)
                .filter(i -> get(cache.get("acme", "key-" + i)) != null)
                .count();
        assertThat(kept).isBetween(1L, 10L);
    }

    @Test
    void refusesToCountMoreThanItMayRatherThanForgetWhatCounts() {
        Quotas quotas = state.quotas(use());
        for (int i = 0; i < ACCOUNTS; i++) {
            StateContract.hold(quotas, StateContract.limit("of-" + i, 1, HELD), 1, LONG);
        }

        var one = quotas.reserve(List.of(StateContract.limit("more", 1, HELD).charge(1)), LONG);

        assertThat(one.cause()).isInstanceOf(StateUnavailableException.class).hasMessageContaining("max-accounts");
        assertThat(quotas.reserve(List.of(StateContract.limit("of-0", 1, HELD).charge(1)), LONG))
                .as("those that are counted still are")
                .satisfies(StateContract::isRefused);
    }

    @Test
    void makesRoomOfAccountsInWhichNothingCounts() {
        MemoryQuotas quotas = (MemoryQuotas) state.quotas(use());

        for (int i = 0; i < 10 * ACCOUNTS; i++) {
            get(StateContract.hold(quotas, StateContract.limit("of-" + i, 1, HELD), 1, LONG)
                    .release());
        }

        assertThat(quotas.size()).isLessThan(ACCOUNTS);
    }
}
