package dev.sluice.proxy.plugin.context;

import dev.sluice.api.plugin.Meters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** The meters of one context: named after its filter, so many and no more, gone when it is closed. */
final class PluginMeters implements Meters {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final Owner owner;
    private final SharedMeters shared;
    private final Lease lease;
    private final Logger logger;
    private final int limit;
    private final Map<Key, Held<?>> held = new HashMap<>();
    private boolean warned;
    private boolean removed;

    PluginMeters(Owner owner, PluginHost host, Lease lease, Logger logger) {
        this.owner = owner;
        this.shared = host.meters();
        this.lease = lease;
        this.logger = logger;
        this.limit = host.limits().meters();
    }

    @Override
    public synchronized Counter counter(String name, String... tags) {
        return hold(new Key(Meter.Type.COUNTER, name, List.of(tags)), Counter.class, amount -> {}, key -> {
            var counter = shared.counter(fullName(name), Tags.of(tags));
            return new Held<>(counter::increment, () -> shared.release(counter));
        });
    }

    @Override
    public synchronized Timing timing(String name, String... tags) {
        return hold(new Key(Meter.Type.TIMER, name, List.of(tags)), Timing.class, time -> {}, key -> {
            var timer = shared.timer(fullName(name), Tags.of(tags));
            return new Held<>(timer::record, () -> shared.release(timer));
        });
    }

    @Override
    public synchronized void gauge(String name, DoubleSupplier value, String... tags) {
        Key key = new Key(Meter.Type.GAUGE, name, List.of(tags));
        release(key);
        hold(
                key,
                DoubleSupplier.class,
                value,
                absent -> new Held<>(value, shared.gauge(fullName(name), Tags.of(tags), value)));
    }

    synchronized Future<Void> removeAll() {
        removed = true;
        List.copyOf(held.keySet()).forEach(this::release);
        return Future.succeededFuture();
    }

    private void release(Key key) {
        Held<?> old = held.remove(key);
        if (old != null) {
            old.release().run();
        }
    }

    private <T> T hold(Key key, Class<T> type, T none, Maker<T> maker) {
        if (removed) {
            throw lease.refusal();
        }
        Held<?> known = held.get(key);
        if (known != null) {
            return type.cast(known.handle());
        }
        if (held.size() >= limit) {
            warnOnce(key);
            return none;
        }
        Held<T> made = maker.make(key);
        held.put(key, made);
        return made.handle();
    }

    private void warnOnce(Key key) {
        if (!warned) {
            warned = true;
            logger.atWarn()
                    .log(
                            "{} has {} meters, all that it may; {} and further ones are not counted."
                                    + " Are ids or prompts among the tags?",
                            owner,
                            limit,
                            key);
        }
    }

    private String fullName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a meter's name of lower-case letters, digits and underscores, found \"" + name
                            + "\" from " + owner + ".");
        }
        return "sluice_plugin_" + owner.filter().replaceAll("[^A-Za-z0-9]", "_") + "_" + name;
    }

    private record Key(Meter.Type type, String name, List<String> tags) {}

    private record Held<T>(T handle, Runnable release) {}

    @FunctionalInterface
    private interface Maker<T> {
        Held<T> make(Key key);
    }
}
