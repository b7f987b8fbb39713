package dev.sluice.proxy.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.State;
import dev.sluice.api.state.Use;
import dev.sluice.proxy.config.RedisSettings.Mode;
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

    private static final int SLOTS = 16_384;
    private static final int NODES = 3;

    private static List<TestRedis> nodes;
    private static Replica replica;

    @BeforeAll
    static void start() {
        nodes = IntStream.range(0, NODES)
                .mapToObj(i -> TestRedis.start("cluster-enabled yes", "cluster-node-timeout 2000"))
                .toList();
        for (int i = 0; i < NODES; i++) {
            int first = i * SLOTS / NODES;
            int last = (i + 1) * SLOTS / NODES;
            nodes.get(i)
                    .command(Stream.concat(
                                    Stream.of("CLUSTER", "ADDSLOTS"),
                                    IntStream.range(first, last).mapToObj(Integer::toString))
                            .toArray(String[]::new));
            nodes.getFirst()
                    .command("CLUSTER", "MEET", "127.0.0.1", "" + nodes.get(i).port());
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(nodes)
                        .allSatisfy(node -> assertThat(
                                        node.command("CLUSTER", "INFO").getFirst())
                                .contains("cluster_state:ok", "cluster_known_nodes:" + NODES)));
        int[] ports = nodes.stream().mapToInt(TestRedis::port).toArray();
        replica = new Replica(Replica.settings(Mode.CLUSTER, null, null, null, ports)).open();
    }

    @AfterAll
    static void stop() {
        replica.close();
        nodes.forEach(TestRedis::close);
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
        assertThat(nodes)
                .allSatisfy(
                        node -> assertThat(Long.parseLong(node.command("DBSIZE").getFirst()))
                                .isGreaterThan(20));
    }
}
