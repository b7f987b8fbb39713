package dev.sluice.proxy.boot;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.State;
import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.config.StateSettings;
import dev.sluice.proxy.state.memory.MemoryState;
import dev.sluice.proxy.state.redis.RedisState;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that the settings ask for.
 *
 * @param state what plugins get
 * @param redis the same, if it is in Redis
 * @param required whether there is no serving without it
 */
record SharedState(State state, @Nullable RedisState redis, boolean required) {

    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Makes it; nothing is connected yet. */
    static SharedState of(Vertx vertx, Timers timers, StateSettings settings, MeterRegistry registry) {
        MemoryState memory = new MemoryState(
                vertx,
                timers,
                new MemoryState.Bounds(
                        settings.memory().cache().bytes(), settings.memory().maxAccounts()));
        RedisSettings where = settings.redis();
        if (where == null) {
            return new SharedState(memory, null, false);
        }
        RedisState redis = new RedisState(vertx, timers, where, memory, settings.replicas(), registry);
        return new SharedState(redis, redis, where.required());
    }

    /** Connects. Blocks until it is, or has failed once. */
    void open(int loops) {
        if (redis == null) {
            return;
        }
        try {
            StartException.await(redis.open(loops), "reach the shared state", PATIENCE);
        } catch (StartException e) {
            if (required) {
                throw e;
            }
            LOG.warn("{}; serving without it, and trying again.", e.getMessage());
        }
    }

    /** What is in the way of serving. */
    List<String> obstacles() {
        return required ? troubles() : List.of();
    }

    /** What is not as it should be. */
    List<String> troubles() {
        return redis == null
                ? List.of()
                : redis.troubles().stream()
                        .map(why -> "The shared state cannot be reached: " + why + ".")
                        .toList();
    }

    void close() {
        if (redis != null) {
            StartException.await(redis.close(), "let go of the shared state");
        }
    }
}
