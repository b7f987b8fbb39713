package dev.sluice.plugins.redact.eval;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.redact.check.Checks;
import dev.sluice.plugins.redact.detect.Detector;
import dev.sluice.plugins.redact.detect.Detectors;
import dev.sluice.plugins.redact.detect.Entity;
import dev.sluice.plugins.redact.detect.Finding;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures detection on labelled public data; {@code bench/eval/pii} runs it.
 *
 * <p>Each recognizer case is labelled for its own type only, so it is scanned for that type only, at the threshold that the
 * filter has by default. Cases whose label Presidio itself scores below 0.3 are counted apart.
 */
public final class RedactEval {

    private final Path cases;
    private final PrintStream out;
    private final boolean verbose;

    private RedactEval(Path cases, PrintStream out, boolean verbose) {
        this.cases = cases;
        this.out = out;
        this.verbose = verbose;
    }

    /** Takes {@code --cases DIR}, the folder with {@code pii} in it, and {@code --verbose} to see each miss. */
    @SuppressWarnings("SystemOut") // It is a command's own output.
    public static void main(String[] args) throws IOException {
        List<String> given = List.of(args);
        int at = given.indexOf("--cases");
        if (at < 0 || at + 1 >= given.size()) {
            throw new IllegalArgumentException("expected --cases DIR, found " + given);
        }
        Path folder = Path.of(given.get(at + 1));
        Path pii = Files.isDirectory(folder.resolve("pii")) ? folder.resolve("pii") : folder;
        new RedactEval(pii, System.out, given.contains("--verbose")).run();
    }

    private void run() throws IOException {
        recognizers();
        validators();
        generated();
        numbers();
    }

    private void recognizers() throws IOException {
        Map<String, Tally> sure = new TreeMap<>();
        Tally weak = new Tally();
        Tally counts = new Tally();
        TreeMap<String, Integer> skipped = new TreeMap<>();
        for (Obj each : lines("recognizer-cases.jsonl")) {
            String type = text(each, "type");
            List<Entity> entities = Types.entities(type);
            if (entities.isEmpty()) {
                skipped.merge(type, 1, Integer::sum);
                continue;
            }
            String text = text(each, "text");
            List<Span> found = spans(Detectors.of(entities.stream()), text);
            if (each.get("entities") instanceof Arr labels) {
                List<Span> expected = labels(labels);
                Tally tally = isWeak(labels) ? weak : sure.computeIfAbsent(type, key -> new Tally());
                tally.add(expected, found);
                show(tally != weak && !Span.same(expected, found), type, text, expected, found);
            } else if (each.get("expected_len") instanceof Num expected) {
                counts.count(Integer.parseInt(expected.toString()), found.size());
                show(Integer.parseInt(expected.toString()) != found.size(), type, text, List.of(), found);
            }
        }
        out.println("Recognizer cases: exact spans, each type by itself");
        table(sure);
        out.printf("  of labels below 0.3: %s%n", weak);
        out.printf("  of labels without spans, the number found: %s%n", counts);
        out.printf("  types without an entity here: %s%n%n", skipped);
    }

    private void validators() throws IOException {
        Map<String, int[]> right = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Obj each : lines("validators.jsonl")) {
            if (!(each.get("expected") instanceof Bool expected)) {
                continue;
            }
            String type = text(each, "type");
            String value = text(each, "value");
            boolean wanted = expected.toString().equals("true");
            if (wanted && Types.isPart(type, value)) {
                parts.add(type + " " + value);
                continue;
            }
            boolean valid = type.equals("VERHOEFF")
                    ? Checks.named("verhoeff").test(value)
                    : Types.entities(type).stream().anyMatch(entity -> entity.isValid(value));
            int[] tally = right.computeIfAbsent(type, key -> new int[2]);
            tally[valid == wanted ? 0 : 1]++;
            if (verbose && valid != wanted) {
                out.printf("  WRONG %s %s: expected %s%n", type, value, wanted);
            }
        }
        out.println("Validators: right, wrong");
        right.forEach((type, tally) -> out.printf("  %-26s %3d %3d%n", type, tally[0], tally[1]));
        out.printf("  not whole identifiers, left out: %s%n%n", parts);
    }

    private void generated() throws IOException {
        Map<String, Tally> tallies = new TreeMap<>();
        Json all = Json.parse(Buffer.buffer(Files.readAllBytes(cases.resolve("generated-texts.json"))));
        for (String type : Types.GENERATED.keySet()) {
            Detector detector = Detectors.of(
                    Types.GENERATED.values().stream().flatMap(name -> Detectors.CATALOGUE.named(name).stream()));
            Tally tally = tallies.computeIfAbsent(type, key -> new Tally());
            for (Json each : (Arr) all) {
                String text = text((Obj) each, "full_text");
                List<Span> expected = new ArrayList<>();
                for (Json span : (Arr) ((Obj) each).get("spans")) {
                    if (text((Obj) span, "entity_type").equals(type)) {
                        expected.add(
                                new Span(number((Obj) span, "start_position"), number((Obj) span, "end_position")));
                    }
                }
                List<Span> found = detector.scan(text).stream()
                        .filter(finding -> finding.entity().equals(Types.GENERATED.get(type)))
                        .map(Span::of)
                        .toList();
                tally.add(expected, found);
                show(!Span.same(expected, found), type, text, expected, found);
            }
        }
        out.println("Generated texts: exact spans, all of these types at once");
        table(tallies);
    }

    /** All that is found is wrong. */
    private void numbers() {
        Detector all = Detectors.all();
        out.println("Numbers that mean nothing, with 'all': numbers, found, of which");
        for (Numbers.Sample sample : Numbers.samples()) {
            Map<String, Integer> found = new TreeMap<>();
            all.scan(sample.text()).forEach(finding -> found.merge(finding.entity(), 1, Integer::sum));
            int count = found.values().stream().mapToInt(Integer::intValue).sum();
            out.printf("  %-40s %6d %5d %s%n", sample.kind(), sample.numbers(), count, found);
        }
        out.println();
    }

    private void table(Map<String, Tally> tallies) {
        Tally all = new Tally();
        out.printf("  %-28s %9s %6s %6s %4s %4s %4s%n", "type", "precision", "recall", "F2", "hit", "more", "miss");
        tallies.forEach((type, tally) -> {
            out.printf("  %-28s %s%n", type, tally);
            all.add(tally);
        });
        out.printf("  %-28s %s%n", "all", all);
    }

    private void show(boolean wrong, String type, String text, List<Span> expected, List<Span> found) {
        if (verbose && wrong) {
            out.printf(
                    "  MISS %s %s: expected %s, found %s%n",
                    type, text.replace("\n", "\\n"), Span.in(text, expected), Span.in(text, found));
        }
    }

    private List<Obj> lines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(cases.resolve(file))) {
            return lines.map(line -> (Obj) Json.parse(Buffer.buffer(line))).toList();
        }
    }

    private static List<Span> spans(Detector detector, String text) {
        return detector.scan(text).stream().map(Span::of).toList();
    }

    private static List<Span> labels(Arr labels) {
        List<Span> spans = new ArrayList<>();
        for (Json each : labels) {
            spans.add(new Span(number((Obj) each, "start"), number((Obj) each, "end")));
        }
        return spans;
    }

    /** Presidio's own score of some label, the upper one of a range, is below 0.3. */
    private static boolean isWeak(Arr labels) {
        for (Json each : labels) {
            Json score = ((Obj) each).get("presidio_score");
            Json upper = score instanceof Arr range ? range.get(1) : score;
            if (upper instanceof Num number && Double.parseDouble(number.toString()) < 0.3) {
                return true;
            }
        }
        return false;
    }

    private static String text(Obj object, String key) {
        @Nullable String text = object.text(key);
        return text == null ? "" : text;
    }

    private static int number(Obj object, String key) {
        return Integer.parseInt(String.valueOf(object.get(key)));
    }

    /** A labelled or found place; offsets of the data count code points, as Python does. */
    record Span(int start, int end) {

        static Span of(Finding finding) {
            return new Span(finding.start(), finding.end());
        }

        static boolean same(List<Span> expected, List<Span> found) {
            return expected.size() == found.size() && found.containsAll(expected);
        }

        static List<String> in(String text, List<Span> spans) {
            return spans.stream()
                    .map(span -> text.substring(span.start, span.end))
                    .toList();
        }
    }
}
