package dev.sluice.plugins.guard.cli;

import dev.sluice.plugins.guard.injection.Cues;
import dev.sluice.plugins.guard.injection.Hidden;
import dev.sluice.plugins.guard.injection.InjectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the shipped model on labelled texts; or trains it on them, with what cross-validation says of texts not seen. */
final class InjectionEval {

    private static final int FOLDS = 5;
    private static final double DEEPSET_COST = 0.01;
    private static final double NOTINJECT_COST = 0.03;
    private static final List<Double> THRESHOLDS = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private InjectionEval() {}

    public static void main(String[] args) throws IOException {
        Path cases = null;
        Path model = null;
        boolean verbose = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--cases" -> cases = Path.of(args[++i]);
                case "--train" -> model = Path.of(args[++i]);
                case "--verbose" -> verbose = true;
                default ->
                    throw new IllegalArgumentException(
                            "expected --cases DIR [--train FILE] [--verbose], found " + args[i]);
            }
        }
        if (cases == null) {
            throw new IllegalArgumentException("expected --cases DIR with labelled.jsonl, found none");
        }
        if (model != null) {
            train(Labelled.in(cases), model, verbose);
        } else {
            measure(Labelled.in(cases), verbose);
        }
    }

    private static void measure(List<Labelled> texts, boolean verbose) {
        InjectionModel model = InjectionModel.shipped();
        Curve curve = new Curve();
        for (Labelled text : texts) {
            double score = model.judge(text.text()).score();
            for (String hidden : Hidden.in(text.text())) {
                score = Math.max(score, model.judge(hidden).score());
            }
            curve.add(text, score);
            show(text, score, 0.5, verbose);
        }
        System.out.println(curve.table(THRESHOLDS));
    }

    private static void train(List<Labelled> texts, Path file, boolean verbose) throws IOException {
        Cues cues = Cues.shipped();
        List<Example> examples =
                texts.stream().map(text -> Example.of(text, cues)).toList();
        List<Example> own =
                Labelled.own().stream().map(text -> Example.of(text, cues)).toList();
        Curve heldOut = new Curve();
        List<Double> weights = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            Trainer trainer = new Trainer(cues).learn(joined(part(examples, fold, false), own));
            for (Example example : part(examples, fold, true)) {
                weights.add(trainer.weigh(example));
                heldOut.add(example.of(), trainer.weigh(example));
            }
        }
        double zero = heldOut.threshold(DEEPSET_COST, NOTINJECT_COST);
        Curve shifted = new Curve();
        int next = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            for (Example example : part(examples, fold, true)) {
                double score = 1 / (1 + Math.exp(zero - weights.get(next++)));
                shifted.add(example.of(), score);
                show(example.of(), score, 0.5, verbose);
            }
        }
        System.out.println("Held out, " + FOLDS + " folds:\n" + shifted.table(THRESHOLDS));
        Files.write(
                file, new Trainer(cues).learn(joined(examples, own)).model(zero).toBytes());
    }

    private static void show(Labelled text, double score, double threshold, boolean verbose) {
        if (verbose && text.attack() != score >= threshold) {
            String shown = text.text().replace('\n', ' ');
            System.out.printf("%.2f %s %s%n", score, text.set(), shown.substring(0, Math.min(140, shown.length())));
        }
    }

    /** Every fifth text of each kind, or the others. */
    private static List<Example> part(List<Example> examples, int fold, boolean within) {
        List<Example> part = new ArrayList<>();
        int[] counts = new int[2];
        for (Example example : examples) {
            int place = counts[example.of().attack() ? 1 : 0]++;
            if ((place % FOLDS == fold) == within) {
                part.add(example);
            }
        }
        return part;
    }

    private static List<Example> joined(List<Example> some, List<Example> more) {
        List<Example> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
