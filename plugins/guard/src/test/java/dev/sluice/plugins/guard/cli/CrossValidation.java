package dev.sluice.plugins.guard.cli;

import dev.sluice.plugins.guard.injection.Cues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What a model weighs texts that it has not learnt from, nor any attack of their family. */
record CrossValidation(Cues cues, List<Example> own) {

    private static final int FOLDS = 5;

    /** A model of these examples, and of those written for it. */
    Trainer trainer(List<Example> examples) {
        List<Example> all = new ArrayList<>(examples);
        all.addAll(own);
        return new Trainer(cues).learn(all);
    }

    /** The weight of each example, by a model of the other folds. */
    List<Double> heldOut(List<Example> examples) {
        Folds folds = Folds.of(examples, FOLDS);
        List<Double> weights = new ArrayList<>(Collections.nCopies(examples.size(), 0.0));
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            Trainer trainer = trainer(at(examples, folds.places(fold, false)));
            for (int place : folds.places(fold, true)) {
                weights.set(place, trainer.weigh(examples.get(place)));
            }
        });
        return weights;
    }

    /** Weights above a threshold that was chosen on the held-out weights of the other folds: what is above zero is found. */
    Curve nested(List<Example> examples, BiFunction<List<Example>, List<Double>, Double> threshold) {
        Folds folds = Folds.of(examples, FOLDS);
        Curve curve = new Curve();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Example> others = at(examples, folds.places(fold, false));
            double zero = threshold.apply(others, heldOut(others));
            Trainer trainer = trainer(others);
            at(examples, folds.places(fold, true))
                    .forEach(example -> curve.add(example.of(), trainer.weigh(example) - zero));
        }
        return curve;
    }

    private static List<Example> at(List<Example> examples, List<Integer> places) {
        return places.stream().map(examples::get).toList();
    }
}
