package dev.sluice.plugins.cache;

import dev.sluice.api.Scope;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.cache.Forgotten.Order;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Where entries lie: at hand in this process, and packed in the state that replicas share. A store that is away costs hits, and nothing
 * else. Replicas tell each other what to forget: see {@link Purges}.
 */
final class Store {

    /** What is packed or unpacked on the event loop: about 200 µs. */
    private static final int QUICK_BYTES = 32 << 10;

    private final String use;
    private final PluginContext context;
    private final Nearby nearby;
    private final Cache shared;

    Store(String use, long memory, PluginContext context) {
        this.use = use;
        this.context = context;
        this.nearby = new Nearby(memory);
        this.shared = context.state().cache(new Use(use, Use.Fallback.SKIP));
        context.state().topic(Purges.topic(use)).subscribe(new Forgetting());
    }

    /** What is at hand; null if nothing is. */
    @Nullable Entry near(Flights.Key key) {
        return nearby.get(key);
    }

    /** Looks everywhere; empty if it is not there, or cannot be read. What is at hand and stale may have been renewed elsewhere. */
    Future<Optional<Entry>> get(Flights.Key key) {
        Optional<Entry> near = Optional.ofNullable(nearby.get(key));
        if (near.isPresent() && near.get().isFresh(context.timers().now())) {
            return Future.succeededFuture(near);
        }
        return fetch(key).map(entry -> entry.or(() -> near));
    }

    /** To be taken before a provider is asked for what is going to be put. */
    Forgotten.Watch watch(Flights.Key key, Set<String> tags) {
        return nearby.watch(key, tags);
    }

    private Future<Optional<Entry>> fetch(Flights.Key key) {
        Forgotten.Watch watch = nearby.watch(key, Set.of());
        return shared.get(key.tenant(), key.name())
                .compose(packed -> packed == null ? Future.succeededFuture(Optional.<Entry>empty()) : unpacked(packed))
                .map(entry -> entry.map(found -> nearby.fetched(found, watch.withTags(found.tags()))))
                .otherwise(Optional.empty());
    }

    private Future<Optional<Entry>> unpacked(Buffer packed) {
        return packed.length() > QUICK_BYTES
                ? aside(packed.length(), () -> Packing.unpack(packed))
                : Future.succeededFuture(Packing.unpack(packed));
    }

    /**
     * Keeps an entry, unless it was to be forgotten since it was asked for: at hand at once, for others as soon as may be.
     *
     * @param watch since before the provider was asked
     * @return whether it is kept
     */
    Future<Boolean> put(Entry entry, Duration time, Forgotten.Watch watch) {
        if (watch.isOver()) {
            return Future.succeededFuture(false);
        }
        nearby.put(entry, watch);
        Future<Buffer> packed = entry.body().length() > QUICK_BYTES
                ? aside(entry.body().length(), () -> Packing.pack(entry))
                : Future.succeededFuture(Packing.pack(entry));
        return packed.compose(bytes -> share(bytes, entry.tags(), time, watch))
                .otherwiseEmpty()
                .map(done -> !watch.isOver());
    }

    private Future<Void> share(Buffer bytes, Set<String> tags, Duration time, Forgotten.Watch watch) {
        if (watch.isOver()) {
            return Future.succeededFuture();
        }
        Flights.Key key = watch.key();
        return shared.put(key.tenant(), key.name(), bytes, time, tags)
                .compose(done -> watch.isOver() ? shared.remove(key.tenant(), key.name()) : Future.succeededFuture());
    }

    /** What is kept is for others too: it is worked on however the call that brought it ends. Where there is no room, it is as if it were not there. */
    private <T> Future<T> aside(long size, Callable<T> work) {
        return context.computing(Scope.root(), size, work);
    }

    /**
     * Hears what others were told to forget. It is forgotten once more in the second tier, too: until the message came, something may have been put
     * there that was asked for before.
     */
    private final class Forgetting implements Topic.Listener {

        @Override
        public void heard(Buffer message) {
            Obj what = read(message);
            String tenant = what == null ? null : what.text("tenant");
            String tag = what == null ? null : what.text("tag");
            String key = what == null ? null : what.text("key");
            if (tenant != null && tag != null) {
                nearby.forget(Order.tagged(tenant, tag));
                shared.purge(tenant, tag);
            } else if (tenant != null && key != null) {
                nearby.forget(Order.entry(new Flights.Key(tenant, key)));
                shared.remove(tenant, key);
            } else {
                context.logger().warn("{}: a message about what to forget could not be read", use);
                nearby.forget(Order.EVERYTHING);
            }
        }

        @Override
        public void missed() {
            nearby.forget(Order.EVERYTHING);
        }

        private @Nullable Obj read(Buffer message) {
            try {
                return Json.parse(message) instanceof Obj object ? object : null;
            } catch (JsonSyntaxException e) {
                return null;
            }
        }
    }
}
