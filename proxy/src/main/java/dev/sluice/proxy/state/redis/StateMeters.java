package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Use;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The numbers by which operators see how the shared state does. Thread-safe. */
final class StateMeters {

    private final MeterRegistry registry;
    private final Counter timeouts;
    private final Counter redials;
    private final Counter scripts;
    private final Counter operations;
    private final Counter lost;
    private final AtomicInteger unsettled = new AtomicInteger();

    StateMeters(MeterRegistry registry, Health health) {
        this.registry = registry;
        this.timeouts = counter("sluice.state.timeouts", "Commands that Redis did not answer within the deadline.");
        this.redials = counter("sluice.state.redials", "Attempts to connect to Redis again.");
        this.scripts = counter("sluice.state.scripts", "Script calls that quotas and leases made.");
        this.operations =
                counter("sluice.state.operations", "What was asked in them; over scripts, the size of a batch.");
        this.lost = counter(
                "sluice.state.settlings.lost",
                "Amounts that were spent and never counted: Redis was away for too long.");
        Gauge.builder("sluice.state.up", () -> health.all().isEmpty() ? 1 : 0)
                .description("1 while Redis can be reached on all connections.")
                .register(registry);
        Gauge.builder("sluice.state.settlings.waiting", unsettled, AtomicInteger::get)
                .description("Amounts that were spent and that Redis does not know of yet.")
                .register(registry);
    }

    void timedOut() {
        timeouts.increment();
    }

    void redialled() {
        redials.increment();
    }

    void called(int asked) {
        scripts.increment();
        operations.increment(asked);
    }

    void unsettled(int more) {
        unsettled.addAndGet(more);
    }

    void settlingsLost(int more) {
        lost.increment(more);
    }

    /** What a use does instead of reaching Redis. */
    Counter fallbacks(Use use) {
        return Counter.builder("sluice.state.fallbacks")
                .description("Operations that Redis could not do in time, by use and by what was done instead.")
                .tag("use", use.name())
                .tag("fallback", use.fallback().name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter counter(String name, String help) {
        return Counter.builder(name).description(help).register(registry);
    }
}
