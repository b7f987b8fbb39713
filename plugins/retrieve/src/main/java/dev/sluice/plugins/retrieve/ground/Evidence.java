package dev.sluice.plugins.retrieve.ground;

import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The sources of one answer, prepared so that each sentence of the answer is held against them in microseconds. */
public final class Evidence {

    private final Weights weights;
    private final Set<String> terms = new HashSet<>();
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<Passage> passages = new ArrayList<>();

    private record Passage(Set<String> terms, Set<String> words, Facts facts) {}

    /**
     * What speaks against a sentence, and how much.
     *
     * @param sameMatter the share of a sentence from which on another one speaks of the same, so that what differs between them is a contradiction
     * @param contradicted what a contradiction leaves of a sentence's support
     * @param strange what a sentence loses whose numbers and names are all unknown to the sources
     */
    record Weights(double sameMatter, double contradicted, double strange) {

        /** Chosen with all of BEGIN in view; {@code bench/eval/grounding} says what weights are worth that were chosen without its test part. */
        static final Weights DEFAULT = new Weights(0.5, 0.7, 0.5);
    }

    private Evidence(Weights weights) {
        this.weights = weights;
    }

    /**
     * Prepares sources.
     *
     * @param sources their texts
     * @return evidence for answers that rest on them
     */
    public static Evidence of(List<String> sources) {
        return of(sources, Weights.DEFAULT);
    }

    /** The same, with other weights. */
    static Evidence of(List<String> sources, Weights weights) {
        Evidence evidence = new Evidence(weights);
        sources.stream().flatMap(source -> Sentences.of(source).stream()).forEach(evidence::add);
        return evidence;
    }

    private void add(String sentence) {
        Passage passage = new Passage(Terms.of(sentence).keySet(), words(sentence), Facts.of(sentence));
        passages.add(passage);
        terms.addAll(passage.terms());
        numbers.addAll(passage.facts().numbers());
        names.addAll(passage.words());
    }

    /**
     * How far the sources support a sentence.
     *
     * @param sentence of the answer
     * @return 0 to 1; 1 for a sentence that states nothing
     */
    public double support(String sentence) {
        Map<String, Double> said = Terms.of(sentence);
        return Terms.state(said) ? support(sentence, said) : 1;
    }

    /** How far the sources support a sentence, whether it states anything or not. */
    double support(String sentence, Map<String, Double> said) {
        double held = held(said, terms);
        Facts facts = Facts.of(sentence);
        double unknown = unknown(facts);
        return Math.max(0, held * (1 - unknown) * (contradicted(said, sentence, facts) ? weights.contradicted() : 1));
    }

    /** The share of what is said that stands there. */
    private static double held(Map<String, Double> said, Set<String> there) {
        double all = 0;
        double held = 0;
        for (Map.Entry<String, Double> term : said.entrySet()) {
            all += term.getValue();
            held += there.contains(term.getKey()) ? term.getValue() : 0;
        }
        return all == 0 ? 1 : held / all;
    }

    /** The share of its numbers and names that no source knows, which no overlap makes up for. */
    private double unknown(Facts facts) {
        long strange = facts.numbers().stream()
                        .filter(number -> !numbers.contains(number))
                        .count()
                + facts.names().stream()
                        .filter(name -> !names.contains(name.toLowerCase(Locale.ROOT)))
                        .count();
        int all = facts.numbers().size() + facts.names().size();
        return all == 0 ? 0 : weights.strange() * strange / all;
    }

    private boolean contradicted(Map<String, Double> said, String sentence, Facts facts) {
        Passage nearest = null;
        double best = weights.sameMatter();
        for (Passage passage : passages) {
            double likeness = held(said, passage.terms());
            if (likeness >= best) {
                best = likeness;
                nearest = passage;
            }
        }
        return nearest != null
                && (facts.turns(nearest.facts())
                        || Opposites.clash(words(sentence), nearest.words())
                        || otherNumbers(facts, nearest.facts()));
    }

    /** Both state numbers, and the answer's are none of the source's. */
    private static boolean otherNumbers(Facts said, Facts source) {
        return !said.numbers().isEmpty()
                && !source.numbers().isEmpty()
                && said.numbers().stream().noneMatch(source.numbers()::contains);
    }

    private static Set<String> words(String sentence) {
        return Set.copyOf(
                new HashSet<>(List.of(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))));
    }
}
