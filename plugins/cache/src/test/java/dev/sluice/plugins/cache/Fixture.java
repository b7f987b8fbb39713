package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.TestDialect;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A cache in virtual time, and the replica that it shares its state with. */
final class Fixture {

    static final Duration PACE = Duration.ofSeconds(1);

    final VirtualTime time = new VirtualTime();
    final FakeState state = new FakeState(time::now);
    final FakePluginContext context;
    final FakeClient client = FakeClient.eager(time);
    final Filter cache;
    private final List<Dialect> dialects;

    Fixture(CacheConfig config) {
        this(config, List.of(new TestDialect()));
    }

    private Fixture(CacheConfig config, List<Dialect> dialects) {
        this.dialects = dialects;
        this.context = new FakePluginContext(time).withState(state).withDialects(dialects);
        this.cache = made(config, context);
    }

    /** A cache beside the real dialects. */
    static Fixture ofDialects() {
        return ofDialects(config());
    }

    static Fixture ofDialects(CacheConfig config) {
        return new Fixture(config, Tongue.DIALECTS.all());
    }

    static Filter made(CacheConfig config, FakePluginContext context) {
        return new CacheFactory().create(config, context).result();
    }

    /** Another process with the same config and the same state. */
    Filter replica(CacheConfig config) {
        return made(config, new FakePluginContext(time).withState(state).withDialects(dialects));
    }

    static CacheConfig config() {
        return config(Duration.ZERO, 0, "32MiB");
    }

    static CacheConfig config(Duration stale, int pace, String memory) {
        return new CacheConfig(
                Duration.ofHours(1),
                0,
                stale,
                DataSize.parse("1MiB"),
                DataSize.parse(memory),
                Set.of("user"),
                Set.of("test-version"),
                false,
                pace,
                Duration.ofSeconds(30));
    }

    Future<Reading> read(Call call, ScriptedUpstream upstream) {
        return read(cache, call, upstream);
    }

    /** Asks, reads all of it, and lets the call end. */
    Future<Reading> read(Filter by, Call call, ScriptedUpstream upstream) {
        Future<Reading> reading = client.read(by.apply(call, upstream));
        time.advance(PACE.multipliedBy(10));
        call.scope().end(null);
        return reading;
    }

    Reply reply(Call call, ScriptedUpstream upstream) {
        Future<Reply> reply = cache.apply(call, upstream);
        time.advance(PACE.multipliedBy(10));
        return reply.result();
    }
}
