package dev.sluice.proxy.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Use.Fallback;
import dev.sluice.proxy.state.StateContract;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster loses a master: its replica takes over, and calls are answered by policy in between. */
class RedisFailoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The deadline of a command is 200 ms; the rest is for a machine that has other things to do. */
    private static final long PROMPTLY_SECONDS = 2;

    /** So many tenants that each shard has some of them. */
    private static final List<Limit> LIMITS = IntStream.range(0, 30)
            .mapToObj(i -> new Limit("tenant-" + i, "requests", 1_000_000, StateContract.HOUR, true))
            .toList();

    private final TestCluster cluster = TestCluster.withReplicasOfTheFirst(1);
    private final Replica proxy = new Replica(cluster.settings()).open();

    @AfterEach
    void close() {
        proxy.close();
        cluster.close();
    }

    @Test
    void countsGoOnWithTheReplicaOfAMasterThatDied() {
        Quotas quotas = proxy.state.quotas(new Use("strict", Fallback.FAIL));
        LIMITS.forEach(limit -> StateContract.hold(quotas, limit, 4, StateContract.LONG));
        TestRedis master = cluster.masters().getFirst();
        TestRedis replica = cluster.replicas().getFirst();
        Awaitility.await().until(() -> size(replica) > 0 && size(replica) == size(master));

        master.kill();

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(LIMITS)
                        .allSatisfy(
                                limit -> assertThat(reserve(quotas, limit, 1)).isInstanceOf(Admission.Granted.class)));
        assertThat(replica.command("ROLE").getFirst()).isEqualTo("master");
        assertThat(LIMITS)
                .as("what was held before, and after")
                .allSatisfy(limit ->
                        assertThat(StateContract.look(quotas, limit).reserved()).isGreaterThanOrEqualTo(5));
    }

    @Test
    void callsAreAnsweredByPolicyUntilSomebodyTakesOver() {
        Quotas strict = proxy.state.quotas(new Use("strict", Fallback.FAIL));
        Quotas own = proxy.state.quotas(new Use("own", Fallback.LOCAL));
        LIMITS.forEach(limit -> StateContract.hold(strict, limit, 4, StateContract.LONG));
        cluster.replicas().getFirst().pause(); // Nobody takes over.

        cluster.masters().getFirst().kill();

        try {
            assertThat(LIMITS)
                    .extracting(limit -> reserve(strict, limit, 1))
                    .as("each at once, whether its shard is there or not")
                    .hasAtLeastOneElementOfType(StateUnavailableException.class);
            assertThat(LIMITS)
                    .extracting(limit -> reserve(own, limit, 1))
                    .allMatch(Admission.Granted.class::isInstance);
        } finally {
            cluster.replicas().getFirst().resume();
        }
    }

    /** An admission, or why there is none. */
    private static Object reserve(Quotas quotas, Limit limit, long amount) {
        Future<Admission> reserved = quotas.reserve(List.of(limit.charge(amount)), StateContract.LONG);
        try {
            return reserved.toCompletionStage().toCompletableFuture().get(PROMPTLY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError("expected an answer within " + PROMPTLY_SECONDS + " s", e);
        }
    }

    private static int size(TestRedis redis) {
        return Integer.parseInt(redis.command("DBSIZE").getFirst());
    }
}
