package dev.sluice.proxy.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.State;
import dev.sluice.api.state.Use;
import dev.sluice.proxy.state.StateContract;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, in a cluster of three servers. */
class RedisClusterTest implements StateContract {

    private static TestCluster cluster;
    private static Replica replica;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        replica = new Replica(cluster.settings()).open();
    }

    @AfterAll
    static void stop() {
        replica.close();
        cluster.close();
    }

    @Override
    public State state() {
        return replica.state;
    }

    @Override
    public void pass(Duration elapsed) {
        Awaitility.await().pollDelay(elapsed).until(() -> true);
    }

    @Override
    public Use use() {
        return new Use("test-" + UUID.randomUUID(), Use.Fallback.FAIL);
    }

    @Test
    void spreadsTenantsAndCountsEachInOneSlot() {
        Quotas quotas = state().quotas(use());
        List<Limit> limits = IntStream.range(0, 60)
                .boxed()
                .flatMap(i -> Stream.of(
                        new Limit("{tenant}" + i, "requests", 5, HOUR, true),
                        new Limit("{tenant}" + i, "tokens}", 5, HELD, true)))
                .toList();

        Admission admission = StateContract.get(
                quotas.reserve(limits.stream().map(limit -> limit.charge(2)).toList(), LONG));

        assertThat(admission.standings())
                .hasSize(120)
                .extracting(Standing::reserved)
                .containsOnly(2L);
        assertThat(cluster.masters())
                .allSatisfy(
                        node -> assertThat(Long.parseLong(node.command("DBSIZE").getFirst()))
                                .isGreaterThan(20));
    }
}
