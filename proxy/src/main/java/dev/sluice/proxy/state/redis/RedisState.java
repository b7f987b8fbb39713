package dev.sluice.proxy.state.redis;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Leases;
import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.State;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.state.QuotaLeases;
import dev.sluice.proxy.state.memory.MemoryState;
import dev.sluice.proxy.state.memory.MemoryTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shared state in Redis, and what is done while it is away. */
public final class RedisState implements State {

    private static final Script MARKS = Script.load("marks.lua");
    private static final RedisLogs.Scripts LOGS = RedisLogs.Scripts.load();

    private final Timers timers;
    private final MemoryState own;
    private final int replicas;
    private final Names names;
    private final Health health = new Health();
    private final StateMeters meters;
    private final Links links;
    private final Counter.Parts counting;
    private final Subscriber subscriber;
    private final RedisTopics topics;
    private final Map<Use, Quotas> quotas = new ConcurrentHashMap<>();
    private final Map<Use, Leases> leases = new ConcurrentHashMap<>();

    /**
     * Prepares it; nothing is connected yet.
     *
     * @param vertx its event loops
     * @param timers time
     * @param settings where Redis is
     * @param own this process' own state, for while Redis is away
     * @param replicas among how many processes quotas are shared then
     * @param registry where it is metered
     */
    public RedisState(
            Vertx vertx, Timers timers, RedisSettings settings, MemoryState own, int replicas, MeterRegistry registry) {
        this(vertx, timers, settings, own, replicas, registry, Script.load("quota.lua"));
    }

    RedisState(
            Vertx vertx,
            Timers timers,
            RedisSettings settings,
            MemoryState own,
            int replicas,
            MeterRegistry registry,
            Script quota) {
        this.timers = timers;
        this.own = own;
        this.replicas = replicas;
        this.names = new Names(settings.prefix(), settings.mode() == RedisSettings.Mode.CLUSTER);
        this.meters = new StateMeters(registry, health);
        Dialer dialer = new Dialer(vertx, settings);
        this.links = new Links(
                vertx, new Link.Parts(dialer, timers, health, meters, settings.deadline(), settings.maxPending()));
        this.counting = new Counter.Parts(quota, names, timers, meters, settings.maxUnsettled());
        MemoryTopics listeners = new MemoryTopics(vertx);
        this.subscriber = new Subscriber(vertx, dialer, timers, health, listeners);
        this.topics = new RedisTopics(links, names, listeners, subscriber);
    }

    /**
     * Connects.
     *
     * @param loops on how many event loops
     * @return how the first attempts went; it goes on trying whatever this says
     */
    public Future<Void> open(int loops) {
        return links.open(loops);
    }

    /**
     * What keeps Redis from being reached.
     *
     * @return a reason each; empty if all is well
     */
    public List<String> troubles() {
        return health.all();
    }

    /**
     * Lets go of all connections.
     *
     * @return done
     */
    public Future<Void> close() {
        subscriber.close();
        return links.close();
    }

    @Override
    public Cache cache(Use use) {
        return new FallbackCache(
                new RedisCache(links, names, MARKS, use.name()),
                own.cache(use),
                use.fallback(),
                meters.fallbacks(use)::increment);
    }

    @Override
    public Quotas quotas(Use use) {
        return quotas.computeIfAbsent(use, unused -> make(use, use.name(), own.quotas(use)));
    }

    @Override
    public Leases leases(Use use) {
        return leases.computeIfAbsent(use, unused -> new QuotaLeases(make(use, use.name() + "!", own.permits(use))));
    }

    @Override
    public Logs logs(Use use) {
        return new FallbackLogs(
                new RedisLogs(links, names, LOGS, use.name()),
                own.logs(use),
                use.fallback(),
                meters.fallbacks(use)::increment);
    }

    @Override
    public Topic topic(String name) {
        return topics.topic(name);
    }

    private Quotas make(Use use, String name, Quotas memory) {
        RedisQuotas redis = new RedisQuotas(links, counting, name);
        LocalShare share = new LocalShare(memory, redis, replicas, timers::now);
        return new FallbackQuotas(redis, share, use.fallback(), meters.fallbacks(use)::increment);
    }
}
