package dev.sluice.plugins.guard.cli;

import dev.sluice.plugins.guard.injection.Cues;
import dev.sluice.plugins.guard.injection.Hidden;
import dev.sluice.plugins.guard.injection.InjectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures the shipped model on labelled texts; or trains it on them, with what cross-validation says of texts not seen. */
final class InjectionEval {

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
        CrossValidation validation = new CrossValidation(
                cues,
                Labelled.own().stream().map(text -> Example.of(text, cues)).toList());
        List<Double> weights = validation.heldOut(examples);
        double zero = Curve.of(examples, weights).threshold(DEEPSET_COST, NOTINJECT_COST);
        Curve scores = new Curve();
        for (int i = 0; i < weights.size(); i++) {
            double score = 1 / (1 + Math.exp(zero - weights.get(i)));
            scores.add(examples.get(i).of(), score);
            show(examples.get(i).of(), score, 0.5, verbose);
        }
        System.out.println("Held out, families of attacks as a whole:\n" + scores.table(THRESHOLDS));
        Curve nested = validation.nested(
                examples, (some, held) -> Curve.of(some, held).threshold(DEEPSET_COST, NOTINJECT_COST));
        System.out.println("Threshold chosen without the texts that it is judged on:\n" + nested.table(List.of(0.0)));
        Files.write(file, validation.trainer(examples).model(zero).toBytes());
    }

    private static void show(Labelled text, double score, double threshold, boolean verbose) {
        if (verbose && text.attack() != score >= threshold) {
            String shown = text.text().replace('\n', ' ');
            System.out.printf("%.2f %s %s%n", score, text.set(), shown.substring(0, Math.min(140, shown.length())));
        }
    }
}
