package dev.sluice.plugins.route.survive;

import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.targets.Replicas;
import java.util.List;
import java.util.Locale;

/** Ejects a target that has become much slower than its peers. */
final class Outliers {

    private Outliers() {}

    /** Looks at the target that has just answered. */
    static void look(Candidate answered, List<Candidate> peers, boolean streamed, Rig rig) {
        double factor = rig.config().health().slowerThanPeers();
        if (factor <= 0 || peers.size() < 2 || answered.state().p95(streamed) == null) {
            return;
        }
        long now = rig.timers().nanoTime();
        double[] others = peers.stream()
                .filter(peer -> !peer.target().equals(answered.target()))
                .mapToDouble(peer -> peer.state().latency(streamed, now))
                .filter(latency -> latency > 0)
                .sorted()
                .toArray();
        double own = answered.state().latency(streamed, now);
        if (others.length == 0 || own <= factor * others[others.length / 2]) {
            return;
        }
        String why = String.format(
                Locale.ROOT, "%.0f ms where its peers take %.0f", own / 1e6, others[others.length / 2] / 1e6);
        if (answered.state().tooSlow(why, now)) {
            rig.tally().ejected();
            rig.replicas().tell(Replicas.News.EJECTED, answered.state());
        }
    }
}
