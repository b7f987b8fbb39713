package dev.sluice.proxy.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Use.Fallback;
import dev.sluice.proxy.state.StateContract;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several replicas on one Redis, and what they cost it. */
class ReplicasTest {

    private static final Use USE = new Use("limit", Fallback.FAIL);

    private final TestRedis redis = TestRedis.start();
    private final List<Replica> replicas = IntStream.range(0, 3)
            .mapToObj(i -> new Replica(Replica.settings(redis.port())).open())
            .toList();

    @AfterEach
    void close() {
        replicas.forEach(Replica::close);
        redis.close();
    }

    @Test
    void admitExactlyTheLimitOfAThousandAtOnceFromAllTheirEventLoops() {
        Limit limit = StateContract.limit("requests", 100, StateContract.HOUR);
        List<Future<Admission>> all = new ArrayList<>();

        for (int i = 0; i < 1000; i++) {
            all.add(onALoop(replicas.get(i % 3), List.of(limit.charge(1))));
        }
        StateContract.get(Future.all(all));

        assertThat(all)
                .filteredOn(one -> one.result() instanceof Admission.Granted)
                .hasSize(100);
    }

    @Test
    void countWhatWasUsedThoughHalfOfTheCallsAreGivenUp() {
        Limit tokens = StateContract.limit("tokens", 1_000_000, StateContract.HOUR);
        Limit calls = StateContract.limit("calls", 10_000, StateContract.HELD);
        List<Future<Admission>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(onALoop(replicas.get(i % 3), List.of(tokens.charge(500), calls.charge(1))));
        }
        StateContract.get(Future.all(all));

        long used = 0;
        for (int i = 0; i < all.size(); i++) {
            var hold = ((Admission.Granted) all.get(i).result()).hold();
            if (i % 2 == 0) {
                hold.settle(List.of((long) i, 0L));
                used += i;
            } else {
                hold.release();
            }
        }

        long expected = used;
        Quotas quotas = replicas.getFirst().state.quotas(USE);
        Awaitility.await().untilAsserted(() -> {
            assertThat(StateContract.look(quotas, tokens).spent()).isEqualTo(expected);
            assertThat(StateContract.look(quotas, tokens).reserved()).isZero();
            assertThat(StateContract.look(quotas, calls).reserved()).isZero();
        });
    }

    @Test
    void askOnceForAllWindowsOfACall() {
        Quotas quotas = replicas.getFirst().state.quotas(USE);
        List<Limit.Charge> windows = List.of(
                StateContract.limit("tokens", 100, StateContract.HOUR).charge(1),
                StateContract.limit("tokens", 100, StateContract.ROLLING).charge(1),
                StateContract.limit("calls", 100, StateContract.HELD).charge(1),
                new Limit(Limit.EVERYBODY, "pool", 100, StateContract.HOUR, true).charge(1));
        StateContract.get(quotas.reserve(windows, StateContract.LONG)); // The first asks for the script, too.
        redis.command("CONFIG", "RESETSTAT");

        for (int i = 0; i < 10; i++) {
            StateContract.get(quotas.reserve(windows, StateContract.LONG));
        }

        assertThat(redis.calls()).containsEntry("evalsha", 10L).doesNotContainKey("eval");
    }

    @Test
    void askOnceForAllCallsOfOneTurnOfAnEventLoop() {
        Replica replica = replicas.getFirst();
        Quotas quotas = replica.state.quotas(USE);
        Limit limit = StateContract.limit("tokens", 1000, StateContract.HOUR);
        StateContract.get(quotas.reserve(List.of(limit.charge(1)), StateContract.LONG));
        redis.command("CONFIG", "RESETSTAT");
        Promise<Void> all = Promise.promise();

        replica.vertx.runOnContext(turn -> Future.all(IntStream.range(0, 200)
                        .mapToObj(i -> quotas.reserve(List.of(limit.charge(1)), StateContract.LONG))
                        .toList())
                .<Void>mapEmpty()
                .onComplete(all));
        StateContract.get(all.future());

        assertThat(redis.calls().get("evalsha")).isBetween(1L, 2L);
    }

    @Test
    void countByTheServersClockWhateverTheirOwn() {
        try (SteeredRedis steered = new SteeredRedis()) {
            Quotas quotas = steered.quotas();
            Limit limit = StateContract.limit("requests", 10, StateContract.HOUR);
            Instant begin = Instant.now().plus(Duration.ofDays(2));
            steered.setClock(begin);
            StateContract.get(
                    StateContract.hold(quotas, limit, 10, StateContract.LONG).settle(List.of(10L)));

            steered.setClock(begin.minus(Duration.ofDays(1)));
            assertThat(StateContract.look(quotas, limit).remaining())
                    .as("set back")
                    .isZero();
            steered.setClock(begin.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(64)));

            assertThat(StateContract.look(quotas, limit).remaining())
                    .as("a window after it was set back")
                    .isEqualTo(10);
        }
    }

    private static Future<Admission> onALoop(Replica replica, List<Limit.Charge> charges) {
        Promise<Admission> promise = Promise.promise();
        replica.vertx
                .getOrCreateContext()
                .runOnContext(turn -> replica.state
                        .quotas(USE)
                        .reserve(charges, StateContract.LONG)
                        .onComplete(promise));
        return promise.future();
    }
}
