package dev.sluice.plugins.route.targets;

import dev.sluice.api.Target;
import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The states of all targets that calls went to. Clients may name any model, so only so many are remembered. */
public final class TargetStates {

    /** Why a target is parked whose credentials were refused; a new config may have better ones. */
    public static final String CREDENTIALS_REFUSED = "credentials refused";

    private static final int MOST = 1024;

    private final HealthSettings health;
    private final @Nullable ConcurrencySettings concurrency;
    private final RandomGenerator random;
    private final WaitingRoom room;
    private final Map<Target, TargetState> states = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param health when targets are ejected
     * @param concurrency how many calls they take at a time; null if nobody bounds them
     * @param random spreads ejections; used by several threads
     */
    public TargetStates(HealthSettings health, @Nullable ConcurrencySettings concurrency, RandomGenerator random) {
        this.health = health;
        this.concurrency = concurrency;
        this.random = random;
        this.room = new WaitingRoom(concurrency == null ? 0 : concurrency.queue());
    }

    /** The state of a target; beyond the bound one that is forgotten with the call. */
    public TargetState of(Target target) {
        TargetState known = states.get(target);
        if (known != null) {
            return known;
        }
        return states.size() < MOST ? states.computeIfAbsent(target, this::make) : make(target);
    }

    /** The state of a target that calls went to. */
    public Optional<TargetState> known(Target target) {
        return Optional.ofNullable(states.get(target));
    }

    /** All states that are remembered. */
    public Collection<TargetState> all() {
        return states.values();
    }

    /** Where calls wait for room. */
    public WaitingRoom room() {
        return room;
    }

    /** A new config counts from now on. */
    public void configured() {
        states.values().forEach(state -> state.forgive(CREDENTIALS_REFUSED));
    }

    private TargetState make(Target target) {
        TargetState.Capacity capacity =
                concurrency == null ? null : new TargetState.Capacity(new AimdLimit(concurrency), room);
        return new TargetState(target, health, random, capacity);
    }
}
