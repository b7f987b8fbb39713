package dev.sluice.proxy.state.redis;

import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.config.RedisSettings.Mode;
import dev.sluice.proxy.config.RedisSettings.RedisTls;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients for the Redis of the settings. Each is for one connection, and is closed with it: so nothing that a broken one
 * knew (a topology, half-dead sockets in a pool) outlives it.
 */
final class Dialer {

    private static final int NEVER = -1;

    /** More than a link ever lets wait, so that it is the link that refuses. */
    private static final int QUEUE_SLACK = 64;

    private final Vertx vertx;
    private final RedisSettings settings;

    Dialer(Vertx vertx, RedisSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** A client for commands. */
    Redis commands() {
        RedisOptions options = options(settings.endpoints());
        return Redis.createClient(
                vertx,
                switch (settings.mode()) {
                    case STANDALONE -> options.setType(RedisClientType.STANDALONE);
                    case REPLICATED -> options.setType(RedisClientType.REPLICATION);
                    case CLUSTER -> options.setType(RedisClientType.CLUSTER);
                    case SENTINEL -> sentinel(options);
                });
    }

    /**
     * A client for listening. Every node of a cluster passes on what is published on any.
     *
     * @param attempt another node for another number
     */
    Redis listening(int attempt) {
        if (settings.mode() != Mode.CLUSTER) {
            return commands();
        }
        List<HostPort> nodes = settings.endpoints();
        HostPort node = nodes.get(Math.floorMod(attempt, nodes.size()));
        return Redis.createClient(vertx, options(List.of(node)).setType(RedisClientType.STANDALONE));
    }

    private RedisOptions sentinel(RedisOptions options) {
        return options.setType(RedisClientType.SENTINEL)
                .setRole(RedisRole.MASTER)
                .setMasterName(settings.master());
    }

    private RedisOptions options(List<HostPort> endpoints) {
        RedisOptions options = new RedisOptions()
                .setNetClientOptions(net())
                .setEndpoints(endpoints.stream().map(this::address).toList())
                .setMaxWaitingHandlers(settings.maxPending() + QUEUE_SLACK)
                .setMaxPoolSize(4) // Topologies are asked for on connections of their own.
                .setMaxPoolWaiting(QUEUE_SLACK)
                .setPoolRecycleTimeout(NEVER)
                .setPoolCleanerInterval(NEVER)
                .setPoolName("sluice-state");
        Secret password = settings.password();
        return password == null ? options : options.setUser(settings.user()).setPassword(password.reveal());
    }

    private String address(HostPort node) {
        String database = settings.database() == 0 ? "" : "/" + settings.database();
        return (settings.tls() == null ? "redis://" : "rediss://") + node + database;
    }

    private NetClientOptions net() {
        NetClientOptions net = new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setConnectTimeout((int) Link.DIAL.toMillis());
        RedisTls tls = settings.tls();
        return tls == null ? net : secured(net, tls);
    }

    private static NetClientOptions secured(NetClientOptions net, RedisTls tls) {
        net.setSsl(true).setHostnameVerificationAlgorithm(tls.verifyHost() ? "HTTPS" : "");
        if (tls.ca() != null) {
            net.setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()));
        }
        @Nullable String certificate =
                tls.certificate() == null ? null : tls.certificate().toString();
        if (certificate != null && tls.key() != null) {
            net.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertPath(certificate)
                    .addKeyPath(tls.key().toString()));
        }
        return net;
    }
}
