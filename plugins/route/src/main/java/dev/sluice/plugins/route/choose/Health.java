package dev.sluice.plugins.route.choose;

import dev.sluice.api.CallError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Leaves out targets that are ejected, and brings them back by probes. */
public final class Health {

    private final int floor;

    /**
     * Makes the check.
     *
     * @param floor so many targets stay, however bad
     */
    public Health(int floor) {
        this.floor = floor;
    }

    /**
     * Puts targets that are ejected aside. One that wants a probe goes first; those that have to stay for the floor are the ones
     * whose time is up soonest, and go last.
     *
     * @param order as a strategy has it
     * @param now nanoseconds of the context's clock
     * @return those that may be tried, in order; none if all are ejected and the floor is 0
     */
    public List<Candidate> available(List<Candidate> order, long now) {
        if (allHealthy(order, now)) {
            return order;
        }
        List<Candidate> healthy = new ArrayList<>(order.size());
        List<Candidate> ejected = new ArrayList<>(order.size());
        Candidate probe = null;
        for (Candidate candidate : order) {
            if (candidate.state().isHealthy(now)) {
                healthy.add(candidate);
            } else if (probe == null && candidate.state().wantsProbe(now)) {
                probe = candidate;
            } else {
                ejected.add(candidate);
            }
        }
        if (probe != null) {
            healthy.addFirst(probe);
        }
        ejected.sort((one, other) ->
                one.state().ejectedFor(now).compareTo(other.state().ejectedFor(now)));
        for (int i = 0; i < ejected.size() && healthy.size() < floor; i++) {
            healthy.add(ejected.get(i));
        }
        return healthy;
    }

    /** Those that are healthy, or due a probe, in order; perhaps none. */
    public static List<Candidate> welcome(List<Candidate> candidates, long now) {
        return candidates.stream()
                .filter(candidate ->
                        candidate.state().isHealthy(now) || candidate.state().wantsProbe(now))
                .toList();
    }

    private static boolean allHealthy(List<Candidate> order, long now) {
        for (int i = 0; i < order.size(); i++) {
            if (!order.get(i).state().isHealthy(now)) {
                return false;
            }
        }
        return true;
    }

    /** A 503 with a {@code retry-after}: none of these may be tried. */
    static CallError allEjected(List<Candidate> ejected, long now) {
        Duration soonest = ejected.stream()
                .map(candidate -> candidate.state().ejectedFor(now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
        List<String> names =
                ejected.stream().map(candidate -> candidate.target().toString()).toList();
        return CallError.of(
                        CallError.Category.OVERLOADED,
                        "no_healthy_target",
                        "Every target of this model has failed too often and is paused: " + String.join(", ", names)
                                + ". Try again later.")
                .withRetryAfter(soonest);
    }
}
