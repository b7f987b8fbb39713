package dev.sluice.plugins.access;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.access.byok.StoredProviderKeys;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes {@link AccessFilter}s. */
@Extension
public final class AccessFactory implements FilterFactory<AccessConfig> {

    /** The database in the filter's data folder. */
    static final String DATABASE = "keys.db";

    @Override
    public String name() {
        return AccessFilter.NAME;
    }

    @Override
    public Class<AccessConfig> configType() {
        return AccessConfig.class;
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public void check(AccessConfig config, CheckContext context) {
        Set<String> providers = context.models().providers();
        for (int i = 0; i < config.providerKeys().size(); i++) {
            String provider = config.providerKeys().get(i).provider();
            if (!providers.contains(provider)) {
                context.problem(
                        "provider-keys[" + i + "].provider",
                        "expected one of the providers " + new TreeSet<>(providers) + ", found '" + provider + "'");
            }
        }
    }

    @Override
    public Future<Filter> create(AccessConfig config, PluginContext context) {
        return hash(config, context).compose(hash -> create(config, context, hash));
    }

    private static Future<Filter> create(AccessConfig config, PluginContext context, KeyHash hash) {
        FixedKeys fixed = new FixedKeys(hash, config.keys());
        KeyRing ring = new KeyRing(hash);
        Future<Tokens> tokens =
                config.tokens() == null ? Future.succeededFuture() : Tokens.start(config.tokens(), context);
        return tokens.compose(accepted -> watch(config, context, hash, ring)
                .compose(watch -> ownKeys(config, context)
                        .map(own -> new AccessFilter(
                                new AccessFilter.Sources(
                                        fixed, ring, watch, accepted, new Certificates(config.certificates())),
                                own,
                                context.timers()))));
    }

    private static Future<OwnKeys> ownKeys(AccessConfig config, PluginContext context) {
        Secret secret = config.providerKeySecret();
        return secret == null
                ? Future.succeededFuture(new OwnKeys(config.providerKeys(), tenant -> Map.of()))
                : StoredProviderKeys.start(context, secret, config.refresh())
                        .map(ring -> new OwnKeys(config.providerKeys(), ring::of));
    }

    private static Future<@Nullable KeyWatch> watch(
            AccessConfig config, PluginContext context, KeyHash hash, KeyRing ring) {
        if (!config.store()) {
            return Future.succeededFuture();
        }
        return context.blocking(() -> open(context)).compose(store -> {
            KeyWatch watch = new KeyWatch(context, store, ring, config.refresh(), config.staleFor());
            KeyDesk desk = new KeyDesk(store, hash, context.timers()::now);
            new KeyAdmin(context, desk, watch).serve(context.admin());
            context.meters().gauge("keys", ring::size);
            return watch.start()
                    .onSuccess(read -> new KeySharing(context, store, watch, hash).start())
                    .map(watch);
        });
    }

    private static KeyStore open(PluginContext context) throws Exception {
        KeyStore store = KeyStore.open(context.dataFolder().resolve(DATABASE));
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

    private static Future<KeyHash> hash(AccessConfig config, PluginContext context) {
        Secret pepper = config.pepper();
        return pepper != null
                ? Future.succeededFuture(KeyHash.of(pepper))
                : context.blocking(() -> new KeyHash(Pepper.in(context.dataFolder(), new SecureRandom())));
    }
}
