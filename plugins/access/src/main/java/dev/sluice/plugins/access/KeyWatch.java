package dev.sluice.plugins.access;

import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the keys in memory as the database has them, whoever changes it: this process, another replica on the same machine,
 * or {@code sluice keys}.
 */
final class KeyWatch {

    private final PluginContext context;
    private final KeyStore store;
    private final KeyRing ring;
    private final Duration refresh;
    private final Duration staleFor;
    private long seen;
    private volatile long readAt;
    private volatile boolean failing;
    private volatile Consumer<List<StoredKey>> listener = changed -> {};

    private record Changes(long last, List<StoredKey> keys) {}

    KeyWatch(PluginContext context, KeyStore store, KeyRing ring, Duration refresh, Duration staleFor) {
        this.context = context;
        this.store = store;
        this.ring = ring;
        this.refresh = refresh;
        this.staleFor = staleFor;
        this.readAt = context.timers().nanoTime();
    }

    /** Reads all keys, and begins to watch; fails if they cannot be read. */
    Future<Void> start() {
        return context.blocking(this::changes).map(this::take).onSuccess(read -> again());
    }

    /** Has somebody told of what changes from now on. */
    void onChange(Consumer<List<StoredKey>> told) {
        listener = told;
    }

    /** Whether the keys in memory are too old to be trusted. */
    boolean isStale() {
        return failing && context.timers().nanoTime() - readAt > staleFor.toNanos();
    }

    /** Reads what has changed at once: for a change that was made here. */
    Future<Void> refresh() {
        return context.blocking(this::changes).map(this::take);
    }

    private void again() {
        context.timers()
                .after(
                        refresh,
                        () -> context.blocking(this::changes).onComplete(read -> {
                            if (read.succeeded()) {
                                take(read.result());
                            } else {
                                failed(read.cause());
                            }
                            again();
                        }));
    }

    private Changes changes() throws SQLException {
        synchronized (store) {
            long last = store.lastChange();
            return new Changes(last, last == seen ? List.of() : store.changedSince(seen));
        }
    }

    private Void take(Changes changes) {
        ring.put(changes.keys());
        if (!changes.keys().isEmpty()) {
            listener.accept(changes.keys());
        }
        synchronized (store) {
            seen = Math.max(seen, changes.last());
        }
        readAt = context.timers().nanoTime();
        if (failing) {
            failing = false;
            context.logger().info("The keys can be read again.");
        }
        return null;
    }

    private void failed(Throwable cause) {
        if (!failing) {
            failing = true;
            context.logger()
                    .atWarn()
                    .setCause(cause)
                    .log("The keys cannot be read; those known are accepted for {}.", staleFor);
        }
    }
}
