package dev.sluice.plugins.cache.eval;

import dev.sluice.plugins.cache.eval.Pairs.Pair;
import dev.sluice.plugins.cache.semantic.Gates;
import dev.sluice.plugins.cache.semantic.Gates.Verdict;
import dev.sluice.plugins.cache.semantic.Wording;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Hits that are right, hits that are wrong, and misses, by threshold: by the cosine alone, and with the gates. Arguments: {@code --cases DIR} with
 * {@code pairs.jsonl} in it, or in {@code DIR/semantic-cache}, and {@code --embedder} with {@code minilm} or {@code static}.
 *
 * <p>Pairs with a score are compared one by one: a hit is right from {@value #SAME} of 5 on. Sets with labels are asked as GPTCache asks its own: each second text of
 * a pair that means the same is looked up among the first ones of all pairs of its set; the nearest that passes is the hit, and right if it is its
 * own. Then come pairs that the program brings itself: those that say the opposite, and those that name another thing of the same kind.
 */
public final class SemanticEval {

    private static final double SAME = 4;
    private static final double[] THRESHOLDS = {0.70, 0.75, 0.80, 0.85, 0.90, 0.92, 0.94, 0.95, 0.96, 0.98};

    /** The cosine from which most words are enough, as configured by default. */
    private static final double NEAR = 0.96;

    private final Gates gates = new Gates();
    private final Model model;
    private final PrintStream out;

    private SemanticEval(Model model, PrintStream out) {
        this.model = model;
        this.out = out;
    }

    public static void main(String... arguments) throws IOException {
        boolean named = arguments.length == 4 && arguments[2].equals("--embedder");
        if (!(arguments.length == 2 || named) || !arguments[0].equals("--cases")) {
            throw new IllegalArgumentException("expected --cases DIR [--embedder NAME], found " + List.of(arguments));
        }
        Path cases = Path.of(arguments[1]);
        SemanticEval eval = new SemanticEval(Model.of(named ? arguments[3] : "minilm"), System.out);
        eval.sets(Pairs.read(cases));
        eval.own("opposites", Pairs.opposites());
        eval.own("of one kind", Pairs.kinds());
        System.exit(0); // The model holds threads.
    }

    /** What came of a set at a threshold. */
    private static final class Count {
        private int right;
        private int wrong;
        private int missed;

        String line() {
            int hits = right + wrong;
            double share = hits == 0 ? 0 : 100.0 * wrong / hits;
            return String.format(Locale.ROOT, "%6d %6d %6d %8.2f %%", right, wrong, missed, share);
        }
    }

    private interface Passing {
        boolean passes(Wording one, Wording other, double cosine);
    }

    private void sets(List<Pair> pairs) {
        Map<String, List<Pair>> sets = new LinkedHashMap<>();
        pairs.forEach(pair ->
                sets.computeIfAbsent(pair.set(), name -> new ArrayList<>()).add(pair));
        for (Map.Entry<String, List<Pair>> set : sets.entrySet()) {
            boolean scored = set.getValue().getFirst().score() != null;
            Map<String, Asked> asked = asked(set.getValue());
            out.printf("%n%s: %d pairs%n", set.getKey(), set.getValue().size());
            out.printf("%-10s %33s | %33s%n", "", "cosine alone", "cosine and gates");
            String head = String.format("%6s %6s %6s %10s", "right", "wrong", "missed", "false");
            out.printf("%-10s %s | %s%n", "threshold", head, head);
            for (double threshold : THRESHOLDS) {
                Passing alone = (one, other, cosine) -> cosine >= threshold;
                Passing gated = (one, other, cosine) -> cosine >= threshold && passes(one, other, cosine);
                Count first = scored ? scored(set.getValue(), asked, alone) : looked(set.getValue(), asked, alone);
                Count second = scored ? scored(set.getValue(), asked, gated) : looked(set.getValue(), asked, gated);
                out.printf(Locale.ROOT, "%-10.2f %s | %s%n", threshold, first.line(), second.line());
            }
        }
    }

    private boolean passes(Wording one, Wording other, double cosine) {
        return switch (gates.compare(one, other)) {
            case SAME_WORDS -> true;
            case MOST_WORDS -> cosine >= NEAR;
            default -> false;
        };
    }

    /** A text with all that comparing it takes. */
    @SuppressWarnings("ArrayRecordComponent") // A vector; never compared as a whole.
    private record Asked(Wording wording, float[] vector) {}

    private Map<String, Asked> asked(List<Pair> pairs) {
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            for (String text : List.of(pair.a(), pair.b())) {
                asked.computeIfAbsent(text, one -> new Asked(gates.wording(one), model.vector(one)));
            }
        }
        return asked;
    }

    private static Count scored(List<Pair> pairs, Map<String, Asked> asked, Passing passing) {
        Count count = new Count();
        for (Pair pair : pairs) {
            boolean same = pair.score() >= SAME;
            boolean hit = passes(asked.get(pair.a()), asked.get(pair.b()), passing);
            count.right += hit && same ? 1 : 0;
            count.wrong += hit && !same ? 1 : 0;
            count.missed += !hit && same ? 1 : 0;
        }
        return count;
    }

    private static Count looked(List<Pair> pairs, Map<String, Asked> asked, Passing passing) {
        Count count = new Count();
        for (int own = 0; own < pairs.size(); own++) {
            if (pairs.get(own).label() == 1) {
                Asked question = asked.get(pairs.get(own).b());
                int found = IntStream.range(0, pairs.size())
                        .boxed()
                        .filter(i -> passes(asked.get(pairs.get(i).a()), question, passing))
                        .max(Comparator.comparingDouble(
                                i -> Model.cosine(asked.get(pairs.get(i).a()).vector(), question.vector())))
                        .orElse(-1);
                count.right += found == own ? 1 : 0;
                count.wrong += found >= 0 && found != own ? 1 : 0;
                count.missed += found < 0 ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean passes(Asked one, Asked other, Passing passing) {
        return passing.passes(one.wording(), other.wording(), Model.cosine(one.vector(), other.vector()));
    }

    /** Pairs none of which may be a hit: how many are, and which gate keeps the others out. */
    private void own(String name, List<Pair> pairs) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int near = 0;
        int hits = 0;
        double sum = 0;
        for (Pair pair : pairs) {
            double cosine = Model.cosine(model.vector(pair.a()), model.vector(pair.b()));
            Wording one = gates.wording(pair.a());
            Wording other = gates.wording(pair.b());
            verdicts.merge(gates.compare(one, other), 1, Integer::sum);
            sum += cosine;
            near += cosine >= 0.8 ? 1 : 0;
            if (passes(one, other, cosine)) {
                hits++;
                out.printf("  WRONG %.3f %s | %s%n", cosine, pair.a(), pair.b());
            }
        }
        out.printf(
                Locale.ROOT,
                "%n%s: %d pairs, mean cosine %.3f, %d at 0.80 or more; hits with the gates: %d; %s%n",
                name,
                pairs.size(),
                sum / pairs.size(),
                near,
                hits,
                verdicts);
    }
}
