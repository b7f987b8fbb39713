package dev.sluice.proxy.state.redis;

import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.config.RedisSettings.Mode;
import dev.sluice.proxy.config.RedisSettings.RedisTls;
import dev.sluice.proxy.state.memory.MemoryState;
import dev.sluice.proxy.time.LoopTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What one process of several has: event loops, its connections to Redis, its meters. */
final class Replica implements AutoCloseable {

    static final int LOOPS = 2;

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RedisState state;

    Replica(RedisSettings settings) {
        this(settings, 1, Script.load("quota.lua"));
    }

    Replica(RedisSettings settings, int replicas, Script quota) {
        LoopTimers timers = new LoopTimers(vertx);
        MemoryState own = new MemoryState(vertx, timers, new MemoryState.Bounds(1 << 20, 1000));
        this.state = new RedisState(vertx, timers, settings, own, replicas, meters, quota);
    }

    Replica open() {
        try {
            state.open(LOOPS).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static RedisSettings settings(int... ports) {
        return settings(Mode.STANDALONE, null, null, null, ports);
    }

    static RedisSettings settings(
            Mode mode, @Nullable String master, @Nullable String password, @Nullable RedisTls tls, int... ports) {
        List<HostPort> endpoints = IntStream.of(ports)
                .mapToObj(port -> new HostPort("127.0.0.1", port))
                .toList();
        return new RedisSettings(
                mode,
                endpoints,
                master,
                password == null ? "default" : "sluice",
                password == null ? null : Secret.of(password),
                0,
                tls,
                "sluice",
                Duration.ofMillis(200),
                4096,
                20_000,
                false);
    }

    double count(String meter) {
        return meters.get(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        state.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
