package dev.sluice.plugins.route.targets;

import dev.sluice.api.Target;
import dev.sluice.api.model.Models;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The states of all targets that calls went to. Clients may name any model, so only so many are remembered. */
public final class TargetStates {

    private static final int MOST = 1024;

    private final Models models;
    private final HealthSettings health;
    private final RandomGenerator random;
    private final Map<Target, TargetState> states = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param models what is known of targets beforehand
     * @param health when they are ejected
     * @param random spreads ejections; used by several threads
     */
    public TargetStates(Models models, HealthSettings health, RandomGenerator random) {
        this.models = models;
        this.health = health;
        this.random = random;
    }

    /** The state of a target; beyond the bound one that is forgotten with the call. */
    public TargetState of(Target target) {
        TargetState known = states.get(target);
        if (known != null) {
            return known;
        }
        return states.size() < MOST ? states.computeIfAbsent(target, this::make) : make(target);
    }

    /** All states that are remembered. */
    public Collection<TargetState> all() {
        return states.values();
    }

    private TargetState make(Target target) {
        return new TargetState(target, models.facts(target), health, random);
    }
}
