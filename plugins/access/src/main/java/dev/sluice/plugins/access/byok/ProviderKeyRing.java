package dev.sluice.plugins.access.byok;

import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The opened keys in memory, as the database has them, whoever changes it. Read on event loops. */
public final class ProviderKeyRing {

    private final PluginContext context;
    private final SealedStore store;
    private final KeySeal seal;
    private final Duration refresh;
    private final Map<String, Map<String, Secret>> tenants = new ConcurrentHashMap<>();
    private volatile Consumer<List<SealedKey>> listener = changed -> {};
    private long seen;

    private record Changes(long last, List<SealedKey> keys) {}

    ProviderKeyRing(PluginContext context, SealedStore store, KeySeal seal, Duration refresh) {
        this.context = context;
        this.store = store;
        this.seal = seal;
        this.refresh = refresh;
    }

    /**
     * Keys of one tenant.
     *
     * @param tenant whose
     * @return by the provider's name; none if it has none
     */
    public Map<String, Secret> of(String tenant) {
        return tenants.getOrDefault(tenant, Map.of());
    }

    /** Reads all keys, and goes on watching; fails if they cannot be read. */
    Future<Void> start() {
        return read().onSuccess(done -> again());
    }

    /** Has somebody told of what changes from now on. */
    void onChange(Consumer<List<SealedKey>> told) {
        listener = told;
    }

    /** Reads what has changed at once. */
    Future<Void> read() {
        return context.blocking(this::changes).map(this::take);
    }

    private void again() {
        context.timers()
                .after(
                        refresh,
                        () -> read().onComplete(done -> {
                            if (done.failed()) {
                                context.logger()
                                        .atWarn()
                                        .setCause(done.cause())
                                        .log("Keys with providers cannot be read; those that are known go on.");
                            }
                            again();
                        }));
    }

    private Changes changes() throws SQLException {
        long last = store.lastChange();
        long known = seen();
        return new Changes(last, last == known ? List.of() : store.changedSince(known));
    }

    private synchronized long seen() {
        return seen;
    }

    private synchronized Void take(Changes changes) {
        changes.keys().forEach(this::take);
        seen = Math.max(seen, changes.last());
        if (!changes.keys().isEmpty()) {
            listener.accept(changes.keys());
        }
        return null;
    }

    private void take(SealedKey key) {
        Map<String, Secret> keys = new HashMap<>(of(key.tenant()));
        keys.remove(key.provider());
        String sealed = key.sealed();
        if (sealed != null) {
            seal.open(key.tenant(), key.provider(), sealed)
                    .ifPresentOrElse(opened -> keys.put(key.provider(), opened), () -> unopened(key));
        }
        tenants.put(key.tenant(), Map.copyOf(keys));
    }

    private void unopened(SealedKey key) {
        context.logger()
                .atWarn()
                .addKeyValue("tenant", key.tenant())
                .addKeyValue("provider", key.provider())
                .log(
                        "A key with a provider cannot be opened: it was sealed under another provider-key-secret. Set it again.");
    }
}
