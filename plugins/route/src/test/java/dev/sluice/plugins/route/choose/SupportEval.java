package dev.sluice.plugins.route.choose;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says how well the {@code grounding} check of the cascade tells answers that their source supports from others.
 *
 * <p>{@code --cases DIR} holds {@code begin.jsonl}, or a folder {@code grounding} with it; generic answers are left out.
 */
public final class SupportEval {

    private final List<Double> supported = new ArrayList<>();
    private final List<Double> others = new ArrayList<>();

    private SupportEval() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        Path cases = Path.of(given.get(given.indexOf("--cases") + 1));
        Path folder = Files.isDirectory(cases.resolve("grounding")) ? cases.resolve("grounding") : cases;
        SupportEval eval = new SupportEval();
        for (String line : Files.readAllLines(folder.resolve("begin.jsonl"))) {
            eval.add((Obj) Json.parse(Buffer.buffer(line)));
        }
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            eval.report(out);
        }
    }

    private void add(Obj one) {
        String label = Objects.requireNonNull(one.text("label"));
        double support = Support.of(
                List.of(Objects.requireNonNull(one.text("context"))), Objects.requireNonNull(one.text("response")));
        if (label.startsWith("Fully")) {
            supported.add(support);
        } else if (label.startsWith("Not")) {
            others.add(support);
        }
    }

    private void report(PrintStream out) {
        out.printf(
                "%d answers that their source supports, %d others; ROC-AUC %.3f%n%n",
                supported.size(), others.size(), auc());
        out.println("| min-support | supported answers kept | others sent on |\n|---|---|---|");
        for (double least : new double[] {0.4, 0.5, 0.6, 0.7, 0.8}) {
            out.printf("| %.1f | %.1f %% | %.1f %% |%n", least, 100 - below(supported, least), below(others, least));
        }
    }

    private static double below(List<Double> supports, double least) {
        return 100.0 * supports.stream().filter(support -> support < least).count() / supports.size();
    }

    private double auc() {
        double won = 0;
        for (double one : supported) {
            for (double other : others) {
                won += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return won / supported.size() / others.size();
    }
}
