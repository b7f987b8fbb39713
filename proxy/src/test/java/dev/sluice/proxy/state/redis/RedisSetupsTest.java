package dev.sluice.proxy.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Use.Fallback;
import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.config.RedisSettings.Mode;
import dev.sluice.proxy.config.RedisSettings.RedisTls;
import dev.sluice.proxy.state.StateContract;
import dev.sluice.proxy.state.StateContract.Heard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisSentinel;

/** The ways in which a Redis is set up. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class RedisSetupsTest {

    private static final Use USE = new Use("test", Fallback.FAIL);
    private static final Limit LIMIT = StateContract.limit("requests", 10, StateContract.HOUR);

    /** As docs/operations.md has it. */
    private static final String ACL =
            "user sluice on >secret ~sluice:* resetchannels &sluice:* -@all +@connection +eval +evalsha +get +set"
                    + " +mget +unlink +del +hget +hset +hmget +hgetall +hincrby +hdel +pexpire +pexpireat +time +xadd +xread +xrevrange"
                    + " +publish +subscribe"
                    + " +ping +hello +role +cluster|slots";

    @Test
    void logsInAsAUserWhoMayDoNoMoreThanIsNeeded() {
        try (TestRedis redis = TestRedis.start(ACL);
                Replica replica =
                        new Replica(Replica.settings(Mode.STANDALONE, null, "secret", null, redis.port())).open()) {
            usesEverything(replica);
        }
    }

    @Test
    void saysThatThePasswordIsWrong() {
        try (TestRedis redis = TestRedis.start(ACL);
                Replica replica = new Replica(Replica.settings(Mode.STANDALONE, null, "wrong", null, redis.port()))) {
            assertThatThrownBy(replica::open)
                    .hasStackTraceContaining("WRONGPASS")
                    .hasMessageNotContaining("wrong ");
            assertThat(replica.state.troubles()).anyMatch(why -> why.contains("WRONGPASS"));
        }
    }

    @Test
    void encryptsItsConnections() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("redis.example");
        NetServerOptions tls = new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(certificate.certificatePath())
                        .addKeyPath(certificate.privateKeyPath()));
        try (TestRedis redis = TestRedis.start();
                FaultProxy secured = new FaultProxy(redis.port(), tls);
                Replica trusting = new Replica(secured(certificate, false, secured.port())).open();
                Replica strict = new Replica(secured(certificate, true, secured.port()))) {
            usesEverything(trusting);

            assertThatThrownBy(strict::open)
                    .as("the certificate is for another host")
                    .isNotNull();
        } finally {
            certificate.delete();
        }
    }

    /** By the server itself, which asks for a certificate in return. */
    @Test
    void showsTheServerItsOwnCertificate() {
        SelfSignedCertificate server = SelfSignedCertificate.create("127.0.0.1");
        SelfSignedCertificate client = SelfSignedCertificate.create("sluice.example");
        int port = TestRedis.freePort();
        try (TestRedis redis = TestRedis.start(
                        "tls-port " + port,
                        "tls-cert-file " + server.certificatePath(),
                        "tls-key-file " + server.privateKeyPath(),
                        "tls-ca-cert-file " + client.certificatePath(),
                        "tls-auth-clients yes");
                Replica known = new Replica(tls(server, client, port)).open();
                Replica unknown = new Replica(tls(server, server, port));
                Replica without = new Replica(tls(server, null, port))) {
            usesEverything(known);

            assertThat(Integer.parseInt(redis.command("DBSIZE").getFirst())).isPositive();
            assertThatThrownBy(unknown::open)
                    .as("a certificate of somebody else")
                    .isNotNull();
            assertThatThrownBy(without::open).as("none").isNotNull();
        } finally {
            server.delete();
            client.delete();
        }
    }

    @Test
    void findsTheMasterOfReplicatedServers() {
        try (TestRedis master = TestRedis.start();
                TestRedis replica =
                        TestRedis.start("replicaof 127.0.0.1 " + master.port(), "repl-diskless-sync-delay 0")) {
            Awaitility.await()
                    .until(() ->
                            replica.command("INFO", "replication").getFirst().contains("master_link_status:up"));
            try (Replica proxy = new Replica(
                            Replica.settings(Mode.REPLICATED, null, null, null, replica.port(), master.port()))
                    .open()) {
                usesEverything(proxy);
            }
            assertThat(Integer.parseInt(master.command("DBSIZE").getFirst())).isPositive();
        }
    }

    @Test
    void goesOnWithTheServerThatSentinelMakesMaster() {
        int port = TestRedis.freePort();
        try (TestRedis master = TestRedis.start("repl-diskless-sync-delay 0");
                TestRedis replica = TestRedis.start("replicaof 127.0.0.1 " + master.port())) {
            Awaitility.await()
                    .until(() ->
                            replica.command("INFO", "replication").getFirst().contains("master_link_status:up"));
            try (Sentinel sentinel = new Sentinel(port, master.port());
                    Replica proxy = new Replica(Replica.settings(Mode.SENTINEL, "main", null, null, port)).open()) {
                assertThat(sentinel).isNotNull();
                Quotas quotas = proxy.state.quotas(USE);
                StateContract.hold(quotas, LIMIT, 4, StateContract.LONG);
                Awaitility.await()
                        .until(() -> !replica.command("KEYS", "sluice:q:*").isEmpty());

                master.kill();

                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(
                                        StateContract.look(quotas, LIMIT).reserved())
                                .isEqualTo(4));
                StateContract.hold(quotas, LIMIT, 2, StateContract.LONG);
            }
        }
    }

    private static void usesEverything(Replica replica) {
        Quotas quotas = replica.state.quotas(USE);
        StateContract.get(
                StateContract.hold(quotas, LIMIT, 4, StateContract.LONG).settle(List.of(3L)));
        assertThat(StateContract.look(quotas, LIMIT).spent()).isEqualTo(3);
        Cache cache = replica.state.cache(USE);
        StateContract.get(cache.put("acme", "key", Buffer.buffer("value"), StateContract.LONG, Set.of("tag")));
        StateContract.get(cache.put("acme", "other", Buffer.buffer("value"), StateContract.LONG, Set.of("tag")));
        assertThat(StateContract.get(cache.get("acme", "key"))).isEqualTo(Buffer.buffer("value"));
        StateContract.get(cache.remove("acme", "other"));
        StateContract.get(cache.purge("acme", "tag"));
        assertThat(StateContract.get(cache.get("acme", "key"))).isNull();
        Logs logs = replica.state.logs(USE);
        StateContract.get(logs.append("acme", "log", Buffer.buffer("entry"), new Logs.Kept(10, StateContract.LONG)));
        assertThat(StateContract.get(logs.read("acme", "log", Logs.BEGINNING, 10))
                        .entries())
                .containsExactly(Buffer.buffer("entry"));
        Topic topic = replica.state.topic("test");
        Heard heard = new Heard();
        topic.subscribe(heard);
        StateContract.publishUntilHeard(topic, "hello", heard);
    }

    private static RedisSettings secured(SelfSignedCertificate certificate, boolean verify, int port) {
        RedisTls tls = new RedisTls(Path.of(certificate.certificatePath()), null, null, verify);
        return Replica.settings(Mode.STANDALONE, null, null, tls, port);
    }

    private static RedisSettings tls(SelfSignedCertificate server, @Nullable SelfSignedCertificate own, int port) {
        RedisTls tls = new RedisTls(
                Path.of(server.certificatePath()),
                own == null ? null : Path.of(own.certificatePath()),
                own == null ? null : Path.of(own.privateKeyPath()),
                false);
        return Replica.settings(Mode.STANDALONE, null, null, tls, port);
    }

    /** One that is enough to decide. */
    private static final class Sentinel implements AutoCloseable {

        private final RedisSentinel server;

        Sentinel(int port, int master) {
            try {
                server = RedisSentinel.newRedisSentinel()
                        .bind("127.0.0.1")
                        .port(port)
                        .masterName("main")
                        .masterPort(master)
                        .quorumSize(1)
                        .downAfterMilliseconds(500)
                        .failOverTimeout(2000)
                        .build();
                server.start();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                server.stop();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
