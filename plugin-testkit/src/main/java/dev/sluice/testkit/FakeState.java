package dev.sluice.testkit;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Leases;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.State;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Window;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shared state in a test: as simple as it can be, in virtual time, every future complete at once. Several contexts that are
 * given the same one are replicas. It can be {@linkplain #goAway away}.
 */
public final class FakeState implements State {
    private final Supplier<Instant> clock;
    private final Map<List<String>, Entry> entries = new HashMap<>();
    private final Map<String, FakeQuotas> quotas = new HashMap<>();
    private final FakeLogs logs;
    private final Map<String, List<Topic.Listener>> listeners = new HashMap<>();
    private boolean away;
    private Promise<Void> readsAnswered = answered();

    private record Entry(Buffer value, Instant end, Set<String> tags) {}

    /**
     * Makes an empty store.
     *
     * @param clock the store's; the test's {@link VirtualTime#now}, say
     */
    public FakeState(Supplier<Instant> clock) {
        this.clock = clock;
        this.logs = new FakeLogs(clock);
    }

    /** Lets the store be out of reach: every use does what its fallback says; what is local is then all there is. */
    public void goAway() {
        away = true;
    }

    /** Lets the store be back, with everything in it; listeners are told that they missed something. */
    public void comeBack() {
        away = false;
        listeners.values().forEach(all -> all.forEach(Topic.Listener::missed));
    }

    /** Lets caches answer late: what is found now is told only after {@link #catchUp}. */
    public void lag() {
        readsAnswered = Promise.promise();
    }

    /** Tells what was found since {@link #lag}. */
    public void catchUp() {
        readsAnswered.tryComplete();
    }

    private static Promise<Void> answered() {
        Promise<Void> answered = Promise.promise();
        answered.complete();
        return answered;
    }

    @Override
    public Cache cache(Use use) {
        return new FakeCache(use);
    }

    @Override
    public Quotas quotas(Use use) {
        FakeQuotas shared = quotas.computeIfAbsent(use.name(), name -> new FakeQuotas(clock));
        return new Quotas() {
            @Override
            public Future<Admission> reserve(List<Limit.Charge> charges, Duration lease) {
                return reach(use, () -> shared.reserve(charges, lease), FakeQuotas.uncounted());
            }

            @Override
            public Future<List<Standing>> look(List<Limit> limits) {
                return reach(use, () -> shared.look(limits), List.of());
            }
        };
    }

    @Override
    public Leases leases(Use use) {
        Quotas permits = quotas(new Use("lease-of-" + use.name(), use.fallback()));
        return (tenant, name, count, ttl) -> permits.reserve(
                        List.of(new Limit(tenant, name, count, new Window.Held(), true).charge(1)), ttl)
                .map(FakeState::lease);
    }

    @Override
    public Logs logs(Use use) {
        return new Logs() {
            @Override
            public Future<Void> append(String tenant, String log, Buffer entry, Kept kept) {
                Supplier<Future<Boolean>> there = () -> {
                    logs.append(List.of(use.name(), tenant, log), entry, kept);
                    return Future.succeededFuture(true);
                };
                return reach(use, there, false).mapEmpty();
            }

            @Override
            public Future<Page> read(String tenant, String log, String after, int most) {
                List<String> key = List.of(use.name(), tenant, log);
                return reach(
                        use, () -> Future.succeededFuture(logs.read(key, after, most)), new Page(List.of(), after));
            }
        };
    }

    @Override
    public Topic topic(String name) {
        List<Topic.Listener> all = listeners.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
        return new Topic() {
            @Override
            public Future<Void> publish(Buffer message) {
                if (away) {
                    return Future.failedFuture(gone());
                }
                all.forEach(listener -> listener.heard(message));
                return Future.succeededFuture();
            }

            @Override
            public Subscription subscribe(Listener listener) {
                all.add(listener);
                return () -> all.remove(listener);
            }
        };
    }

    private static Leases.@Nullable Lease lease(Admission admission) {
        if (!(admission instanceof Admission.Granted granted)) {
            return null;
        }
        return new Leases.Lease() {
            @Override
            public Future<Boolean> renew() {
                return granted.hold().renew();
            }

            @Override
            public Future<Void> release() {
                return granted.hold().release();
            }
        };
    }

    private <T extends @Nullable Object> Future<T> reach(Use use, Supplier<Future<T>> there, T skipped) {
        if (!away || use.fallback() == Use.Fallback.LOCAL) {
            return there.get();
        }
        return use.fallback() == Use.Fallback.SKIP ? Future.succeededFuture(skipped) : Future.failedFuture(gone());
    }

    private static StateUnavailableException gone() {
        return new StateUnavailableException("Expected the store, but the test lets it be away.", null);
    }

    private final class FakeCache implements Cache {
        private final Use use;

        FakeCache(Use use) {
            this.use = use;
        }

        @Override
        public Future<@Nullable Buffer> get(String tenant, String key) {
            Future<@Nullable Buffer> found = reach(use, () -> Future.succeededFuture(find(key(tenant, key))), null);
            return readsAnswered.future().compose(told -> found);
        }

        @Override
        public Future<Void> put(String tenant, String key, Buffer value, Duration ttl, Set<String> tags) {
            Entry entry = new Entry(value, clock.get().plus(ttl), Set.copyOf(tags));
            return change(() -> entries.put(key(tenant, key), entry));
        }

        @Override
        public Future<Void> remove(String tenant, String key) {
            return change(() -> entries.remove(key(tenant, key)));
        }

        @Override
        public Future<Void> purge(String tenant, String tag) {
            List<String> whose = List.of(use.name(), tenant);
            return change(() -> entries.entrySet()
                    .removeIf(entry -> entry.getKey().subList(0, 2).equals(whose)
                            && entry.getValue().tags().contains(tag)));
        }

        private Future<Void> change(Runnable change) {
            Supplier<Future<Boolean>> there = () -> {
                change.run();
                return Future.succeededFuture(true);
            };
            return reach(use, there, false).mapEmpty();
        }

        private @Nullable Buffer find(List<String> key) {
            Entry entry = entries.get(key);
            return entry == null || !clock.get().isBefore(entry.end()) ? null : entry.value();
        }

        private List<String> key(String tenant, String key) {
            return List.of(use.name(), tenant, key);
        }
    }
}
