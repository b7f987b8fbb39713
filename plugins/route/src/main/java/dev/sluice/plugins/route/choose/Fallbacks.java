package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.plugins.route.config.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the targets that the config names beside those of a call's model: only those that the caller's labels allow. */
public final class Fallbacks {

    private final Named named;
    private final Fitness fitness;
    private final Map<String, List<String>> lists;

    /**
     * Looks lists up.
     *
     * @param named finds targets
     * @param fitness checks labels
     * @param lists names of targets by the label of a {@link Cause}
     */
    public Fallbacks(Named named, Fitness fitness, Map<String, List<String>> lists) {
        this.named = named;
        this.fitness = fitness;
        this.lists = Map.copyOf(lists);
    }

    /** The targets for a cause, in the order of the config; none if it has no list. */
    public List<Candidate> of(Call call, Cause cause) {
        return those(call, lists.getOrDefault(cause.label(), List.of()));
    }

    /** The targets of names; none if nobody has such models. */
    public List<Candidate> those(Call call, List<String> names) {
        List<Candidate> all = new ArrayList<>();
        names.forEach(name -> all.addAll(named.candidates(call.dialect(), name)));
        all.removeIf(candidate -> !fitness.isAllowed(call, candidate));
        return all;
    }
}
