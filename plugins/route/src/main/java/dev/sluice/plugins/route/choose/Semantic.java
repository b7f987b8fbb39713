package dev.sluice.plugins.route.choose;

import dev.sluice.api.embed.Embedder;
import dev.sluice.plugins.route.config.StrategySettings;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends calls to the targets of the group whose examples the last message of the user is most like. */
public final class Semantic implements Strategy {

    private final Embedder embedder;
    private final Leads leads;
    private final double least;
    private final List<Known> groups;

    private record Known(List<String> use, List<float[]> examples) {

        /** The likeness to the nearest example: a group may have many a kind of them. */
        double likeness(float[] vector) {
            double best = -1;
            for (float[] example : examples) {
                best = Math.max(best, dot(example, vector));
            }
            return best;
        }
    }

    private Semantic(StrategySettings.Semantic settings, Leads leads, Embedder embedder, List<Known> groups) {
        this.embedder = embedder;
        this.leads = leads;
        this.least = settings.minLikeness();
        this.groups = groups;
    }

    /**
     * Embeds the examples.
     *
     * @param settings the groups
     * @param leads finds the targets that they name
     * @param embedder shared
     * @return the strategy; fails if the examples cannot be embedded
     */
    public static Future<Semantic> of(StrategySettings.Semantic settings, Leads leads, Embedder embedder) {
        Future<List<Known>> known = Future.succeededFuture(new ArrayList<>());
        for (StrategySettings.Group group : settings.groups()) {
            known = known.compose(before -> embedder.embedPeers(group.examples())
                    .map(vectors -> {
                        before.add(new Known(group.use(), vectors));
                        return before;
                    }));
        }
        return known.map(groups -> new Semantic(settings, leads, embedder, List.copyOf(groups)));
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    @Override
    public Future<Choice> choose(Ask ask, List<Candidate> candidates) {
        String words = ask.lastWords();
        if (words.isBlank()) {
            return Future.succeededFuture(new Choice(candidates, "semantic: nothing to compare"));
        }
        return embedder.embedPeers(List.of(words))
                .transform(embedded -> embedded.succeeded()
                        ? nearest(ask, candidates, embedded.result().getFirst())
                        : Future.succeededFuture(new Choice(candidates, "semantic: the prompt could not be embedded")));
    }

    private Future<Choice> nearest(Ask ask, List<Candidate> candidates, float[] vector) {
        Known best = groups.getFirst();
        double likeness = -1;
        for (Known group : groups) {
            double like = group.likeness(vector);
            if (like > likeness) {
                likeness = like;
                best = group;
            }
        }
        String shown = String.format(Locale.ROOT, "semantic: %.2f like the examples for %s", likeness, best.use());
        if (likeness < least) {
            return Future.succeededFuture(new Choice(candidates, shown + ", too little"));
        }
        return leads.lead(ask, best.use())
                .map(there -> there.order().isEmpty()
                        ? new Choice(candidates, shown + ", which nobody serves")
                        : there.because(shown));
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
