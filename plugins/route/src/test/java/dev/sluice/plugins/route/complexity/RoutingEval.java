package dev.sluice.plugins.route.complexity;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;

/**
 * Trains the {@code complexity} strategy's model and says what it is worth.
 *
 * <p>{@code --cases DIR} holds sets of cases, such as {@code gsm8k.jsonl} and {@code mmlu.jsonl}, or a folder {@code routing} with them. By
 * cross-validation, each prompt is scored by a model that was trained on the other folds. {@code --shipped} scores with the model in the plugin
 * instead, which is honest only for cases that it was not trained on. {@code --write} trains on all cases and writes the weights: the plugin's, or
 * to the file that is named.
 */
public final class RoutingEval {

    private static final int FOLDS = 5;
    private static final double NUMBER_PENALTY = 0.01;
    private static final double BUCKET_PENALTY = 0.3;

    private final Map<String, List<Prompted>> sets = new LinkedHashMap<>();
    private final List<Prompted> all = new ArrayList<>();

    private RoutingEval(Path cases) throws IOException {
        Path folder = Files.isDirectory(cases.resolve("routing")) ? cases.resolve("routing") : cases;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl")) {
            for (Path file :
                    StreamSupport.stream(files.spliterator(), false).sorted().toList()) {
                List<Prompted> read = Prompted.read(file);
                sets.put(file.getFileName().toString().replace(".jsonl", ""), read);
                all.addAll(read);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Expected sets of cases, NAME.jsonl, in " + folder + ", found none");
        }
        if (sets.size() > 1) {
            sets.put("all", all);
        }
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        RoutingEval eval = new RoutingEval(Path.of(given.get(given.indexOf("--cases") + 1)));
        StringBuilder report = new StringBuilder();
        eval.report(given.contains("--shipped"), report);
        if (given.contains("--write")) {
            LinearModel model = new Trainer(NUMBER_PENALTY, BUCKET_PENALTY).train(eval.all);
            Files.writeString(weights(given), model.write());
        }
        try (Writer out = new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)) {
            out.write(report.toString());
        }
    }

    private static Path weights(List<String> given) {
        int named = given.indexOf("--write") + 1;
        boolean own = named < given.size() && !given.get(named).startsWith("--");
        return Path.of(own ? given.get(named) : System.getProperty("route.weights"));
    }

    private void report(boolean shipped, StringBuilder out) {
        ToDoubleFunction<Prompted> model = shipped ? shipped() : crossValidated();
        out.append(
                "| prompts | router | APGR | CPT 50 % | CPT 80 % | recovered at 50 % |\n|---|---|---|---|---|---|\n");
        sets.forEach((name, cases) -> table(name, cases, model, out));
        curve(model, out);
    }

    /** Right answers by the share of calls that go to the strong model: what quality is had for what cost. */
    private void curve(ToDoubleFunction<Prompted> model, StringBuilder out) {
        out.append("\n| prompts | router |");
        for (int percent = 0; percent <= 100; percent += 10) {
            out.append(' ').append(percent).append(" % |");
        }
        out.append("\n|").append("---|".repeat(13)).append('\n');
        sets.forEach((name, cases) -> {
            points(name + " | random", cases, new Curve(even(cases.size())), out);
            points(
                    " | longest prompt",
                    cases,
                    Curve.of(cases, one -> one.prompt().length()),
                    out);
            points(" | complexity", cases, Curve.of(cases, model), out);
        });
    }

    private static void points(String router, List<Prompted> cases, Curve curve, StringBuilder out) {
        double weak = share(cases, Prompted::weak);
        double gap = share(cases, Prompted::strong) - weak;
        out.append("| ").append(router).append(" |");
        for (int percent = 0; percent <= 100; percent += 10) {
            out.append(String.format(Locale.ROOT, " %.3f |", weak + gap * curve.at(percent / 100.0)));
        }
        out.append('\n');
    }

    private static double share(List<Prompted> cases, Predicate<Prompted> which) {
        return cases.stream().filter(which).count() / (double) cases.size();
    }

    private static void table(String name, List<Prompted> cases, ToDoubleFunction<Prompted> model, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "| %s (%d) | always cheap: %.3f right; always strong: %.3f right | | | | |%n",
                name,
                cases.size(),
                share(cases, Prompted::weak),
                share(cases, Prompted::strong)));
        row("random", new Curve(even(cases.size())), out);
        row("longest prompt", Curve.of(cases, one -> one.prompt().length()), out);
        row("complexity", Curve.of(cases, model), out);
        Lead lead = Lead.of(cases, model, one -> one.prompt().length());
        out.append(String.format(
                Locale.ROOT,
                "| | complexity ahead of longest prompt | %+.3f (95 %%: %+.3f to %+.3f) | | | |%n",
                lead.mean(),
                lead.low(),
                lead.high()));
    }

    private static void row(String router, Curve curve, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "| | %s | %.3f | %.3f | %.3f | %.3f |%n",
                router,
                curve.apgr(),
                curve.cpt(0.5),
                curve.cpt(0.8),
                curve.at(0.5)));
    }

    private static double[] even(int cases) {
        double[] recovered = new double[cases + 1];
        for (int i = 0; i <= cases; i++) {
            recovered[i] = (double) i / cases;
        }
        return recovered;
    }

    private static ToDoubleFunction<Prompted> shipped() {
        LinearModel model = LinearModel.shipped();
        return one -> model.score(one.features());
    }

    private ToDoubleFunction<Prompted> crossValidated() {
        Map<Prompted, Double> scores = new HashMap<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            List<Prompted> others =
                    all.stream().filter(one -> fold(one) != held).toList();
            LinearModel model = new Trainer(NUMBER_PENALTY, BUCKET_PENALTY).train(others);
            all.stream().filter(one -> fold(one) == held).forEach(one -> scores.put(one, model.score(one.features())));
        }
        return scores::get;
    }

    private static int fold(Prompted one) {
        return Math.floorMod((one.id().hashCode() * 0x9E3779B9) >>> 8, FOLDS);
    }
}
