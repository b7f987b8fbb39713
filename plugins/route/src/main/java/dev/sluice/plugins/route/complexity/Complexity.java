package dev.sluice.plugins.route.complexity;

import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.choose.Choice;
import dev.sluice.plugins.route.choose.Strategy;
import dev.sluice.plugins.route.config.StrategySettings;
import java.util.List;
import java.util.Locale;

/** Sends prompts that a small model is expected to get wrong to the last target of the config, and all others to the first. */
public final class Complexity implements Strategy.Ordering {

    private final LinearModel model;
    private final double threshold;

    /**
     * Sets the threshold by a goal for cost.
     *
     * @param settings the share of calls that may go to the last target
     * @param model scores prompts
     */
    public Complexity(StrategySettings.Complexity settings, LinearModel model) {
        this.model = model;
        this.threshold = model.threshold(settings.strongShare());
    }

    @Override
    public Choice order(Ask ask, List<Candidate> candidates) {
        Features.Setting setting = new Features.Setting(ask.hasTools(), ask.hasSchema(), ask.turns());
        double score = model.score(Features.of(ask.lastWords(), setting));
        boolean hard = score > threshold;
        String reason =
                String.format(Locale.ROOT, "complexity %.3f, %s %.3f", score, hard ? "above" : "not above", threshold);
        return new Choice(hard ? candidates.reversed() : candidates, reason);
    }
}
