package dev.sluice.plugins.access.byok;

import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.time.Duration;

/** Puts together what keeps tenants' keys with providers. */
public final class StoredProviderKeys {

    private StoredProviderKeys() {}

    /**
     * Opens the database, reads it, and serves the admin API.
     *
     * @param context of the filter; what is opened is closed with it
     * @param secret what keys are sealed under
     * @param refresh how often the database is looked at
     * @return the keys, once they have been read
     */
    public static Future<ProviderKeyRing> start(PluginContext context, Secret secret, Duration refresh) {
        KeySeal seal = new KeySeal(secret);
        return context.blocking(() -> open(context)).compose(store -> {
            ProviderKeyRing ring = new ProviderKeyRing(context, store, seal, refresh);
            ProviderKeyDesk desk = new ProviderKeyDesk(store, seal, context.timers()::now);
            new ProviderKeyAdmin(context, desk, ring).serve(context.admin());
            return ring.start()
                    .onSuccess(read -> new ProviderKeySharing(context, store, ring, seal).start())
                    .map(ring);
        });
    }

    private static SealedStore open(PluginContext context) throws Exception {
        SealedStore store = SealedStore.open(context.dataFolder());
        context.onClose(() -> {
            try {
                store.close();
                return Future.succeededFuture();
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        });
        return store;
    }
}
