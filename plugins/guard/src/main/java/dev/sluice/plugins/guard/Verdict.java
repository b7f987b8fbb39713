package dev.sluice.plugins.guard;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.plugins.guard.scan.Finding;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier's judgements come to for one rule: the worst of those that count.
 *
 * @param classifier judges
 * @param thresholds from which score on a label counts, and only these do; if empty, what the classifier flags
 */
record Verdict(Classifier classifier, Map<String, Double> thresholds) {

    /** What is worst in a text, null if nothing is; a failure if there is no answer. */
    Future<@Nullable Finding> on(String text) {
        return classifier.classify(text).map(this::worst);
    }

    private @Nullable Finding worst(List<Judgement> judgements) {
        return judgements.stream()
                .filter(this::counts)
                .max(Comparator.comparingDouble(Judgement::score))
                .map(worst -> new Finding(worst.start(), worst.end(), worst.score(), worst.label()))
                .orElse(null);
    }

    private boolean counts(Judgement judgement) {
        if (thresholds.isEmpty()) {
            return judgement.flagged();
        }
        Double threshold = thresholds.get(judgement.label());
        return threshold != null && judgement.score() >= threshold;
    }
}
