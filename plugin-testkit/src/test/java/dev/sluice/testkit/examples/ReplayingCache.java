package dev.sluice.testkit.examples;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.SharedReply;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/** Answers a tenant's equal calls with one upstream call, while it is under way and for some time after. */
final class ReplayingCache implements Filter {
    private static final int MAX_ENTRIES = 1000;
    private static final long MAX_BYTES = 1 << 20;

    private final Timers timers;
    private final Duration ttl;
    private final Supplier<LinkedHashMap<Key, Entry>> entries;

    ReplayingCache(PluginContext context, Duration ttl) {
        this.timers = context.timers();
        this.ttl = ttl;
        this.entries = context.perLoop(LinkedHashMap::new);
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Obj json = call.json();
        return json == null ? next.proceed(call) : entry(call, json, next).reply.join(call);
    }

    private Entry entry(Call call, Obj json, Next next) {
        Key key = new Key(
                call.caller().tenant(),
                call.endpoint().name(),
                Canonical.write(json).toString());
        Entry known = entries.get().remove(key);
        boolean hit = known != null && known.reply.isOpen() && timers.nanoTime() - known.since < ttl.toNanos();
        Entry entry = hit ? known : new Entry(SharedReply.start(call, next, MAX_BYTES), timers.nanoTime());
        entries.get().putLast(key, entry); // Least recently used first.
        if (entries.get().size() > MAX_ENTRIES) {
            entries.get().pollFirstEntry();
        }
        return entry;
    }

    private record Key(String tenant, String endpoint, String json) {}

    private record Entry(SharedReply reply, long since) {}
}
