package dev.sluice.proxy.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.config.RedisSettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Real servers that are a cluster: three masters that share the slots, and replicas of the first. */
final class TestCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int MASTERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<TestRedis> masters;
    private final List<TestRedis> replicas;

    private TestCluster(int replicas) {
        this.masters = nodes(MASTERS);
        this.replicas = nodes(replicas);
    }

    static TestCluster start() {
        return withReplicasOfTheFirst(0);
    }

    static TestCluster withReplicasOfTheFirst(int replicas) {
        TestCluster cluster = new TestCluster(replicas);
        cluster.shareSlots();
        cluster.meet();
        cluster.replicate();
        return cluster;
    }

    List<TestRedis> masters() {
        return masters;
    }

    List<TestRedis> replicas() {
        return replicas;
    }

    /** How a proxy finds it. */
    RedisSettings settings() {
        int[] ports = all().stream().mapToInt(TestRedis::port).toArray();
        return Replica.settings(Mode.CLUSTER, null, null, null, ports);
    }

    @Override
    public void close() {
        all().forEach(TestRedis::close);
    }

    private List<TestRedis> all() {
        return Stream.concat(masters.stream(), replicas.stream()).toList();
    }

    private static List<TestRedis> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestRedis.start(
                        "cluster-enabled yes", "cluster-node-timeout 2000", "repl-diskless-sync-delay 0"))
                .toList();
    }

    private void shareSlots() {
        for (int i = 0; i < MASTERS; i++) {
            List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS)
                    .mapToObj(Integer::toString)
                    .forEach(command::add);
            masters.get(i).command(command.toArray(String[]::new));
        }
    }

    private void meet() {
        for (TestRedis node : all()) {
            masters.getFirst().command("CLUSTER", "MEET", "127.0.0.1", "" + node.port());
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(all())
                        .allSatisfy(node -> assertThat(
                                        node.command("CLUSTER", "INFO").getFirst())
                                .contains("cluster_state:ok", "cluster_known_nodes:" + all().size())));
    }

    private void replicate() {
        String first = masters.getFirst().command("CLUSTER", "MYID").getFirst();
        for (TestRedis replica : replicas) {
            replica.command("CLUSTER", "REPLICATE", first);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            replica.command("INFO", "replication").getFirst().contains("master_link_status:up"));
        }
    }
}
