package dev.sluice.proxy.plugin.classify;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.plugin.turns.Turns;
import io.vertx.core.Future;
import java.util.List;

/** Keeps one classifier's limits, and checks what it says. */
public final class ClassifierQueue implements Classifier {

    private final Limits limits;
    private final Turns<String, List<Judgement>> turns;

    /**
     * Makes an idle queue.
     *
     * @param model what a plugin brings
     * @param timers bound the time of an answer
     */
    public ClassifierQueue(Classifier model, Timers timers) {
        this.limits = model.limits();
        this.turns = new Turns<>(
                new Turns.Bounds("classifier", limits.parallel(), limits.waiting(), limits.deadline()),
                text -> model.classify(text).map(found -> checked(found, text)),
                timers);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Future<List<Judgement>> classify(String text) {
        return turns.ask(text);
    }

    private static List<Judgement> checked(List<Judgement> found, String text) {
        for (Judgement each : found) {
            if (each.end() > text.length()) {
                throw new IllegalStateException("Expected a place in a text of " + text.length()
                        + " characters, found one that ends at " + each.end());
            }
        }
        return List.copyOf(found);
    }
}
