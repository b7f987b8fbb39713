package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis that all replicas share. */
@Doc("A Redis, 6.2 or newer, or a Valkey, that all replicas share.")
public record RedisSettings(
        @Default("standalone") @Doc("How it is set up.") Mode mode,

        @Default("[127.0.0.1:6379]")
        @Doc(
                "Its address; of a cluster or of replicated servers some, the others are found; of Sentinel, the sentinels'.")
        List<HostPort> endpoints,

        @Doc("The name that the sentinels know the master by.") @Nullable String master,

        @Default("default") @Doc("The user of Redis' access control list.")
        String user,

        @Doc("The user's password.") @Nullable Secret password,

        @Default("0") @Min(0) @Doc("The number of the database; 0 in a cluster.")
        int database,

        @Doc("Without it, connections are not encrypted.") @Nullable RedisTls tls,

        @Default("sluice") @Doc("What all keys begin with; proxies that share state have the same.")
        String prefix,

        @Default("100ms") @Doc("What Redis has not done by then is done as the use's fallback says.")
        Duration deadline,

        @Default("4096") @Min(16) @Doc("Commands that may wait for their answers, per event loop.")
        int maxPending,

        @Default("20000") @Min(16) @Doc("Amounts spent that may wait for Redis to be back, per event loop and use.")
        int maxUnsettled,

        @Default("false")
        @Doc("Whether the process is not ready (/readyz) while Redis is away, and does not start without it.")
        boolean required) {

    public RedisSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("expected at least one endpoint such as 127.0.0.1:6379, found none");
        }
        if ((mode == Mode.SENTINEL) != (master != null)) {
            throw new IllegalArgumentException("expected 'master' beside 'mode: sentinel', and nowhere else");
        }
        if (mode == Mode.CLUSTER && database != 0) {
            throw new IllegalArgumentException("expected database 0 in a cluster, found " + database);
        }
        if (deadline.toMillis() < 5 || deadline.toMillis() > 10_000) {
            throw new IllegalArgumentException(
                    "expected a deadline of 5ms to 10s, found " + deadline.toMillis() + "ms");
        }
        if (!prefix.matches("[A-Za-z0-9._:-]{1,40}")) {
            throw new IllegalArgumentException(
                    "expected a prefix of up to 40 letters, digits, '.', '_', '-' and ':', found '" + prefix + "'");
        }
    }

    /** How a Redis is set up. */
    public enum Mode {
        @Doc("One server.")
        STANDALONE,
        @Doc("A master and replicas; the master is found.")
        REPLICATED,
        @Doc("Sentinels, which say who is the master.")
        SENTINEL,
        @Doc("A cluster; a tenant's counts are in one slot.")
        CLUSTER
    }

    /** How connections are encrypted. */
    @Doc("How connections to Redis are encrypted.")
    public record RedisTls(
            @Doc("Trust these authorities instead of the system's, in PEM.") @Nullable Path ca,

            @Doc("A client certificate, in PEM.") @Nullable Path certificate,

            @Doc("The client certificate's key, PKCS#8.") @Nullable Path key,

            @Default("true") @Doc("Whether the certificate has to be for the host asked.")
            boolean verifyHost) {

        public RedisTls {
            if ((certificate == null) != (key == null)) {
                throw new IllegalArgumentException("expected certificate and key or neither, found one of them");
            }
        }
    }
}
