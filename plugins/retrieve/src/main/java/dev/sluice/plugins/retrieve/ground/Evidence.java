package dev.sluice.plugins.retrieve.ground;

import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sources of one answer, prepared so that each sentence of the answer is held against them in microseconds. */
public final class Evidence {

    /** What an answer cites a source by, or several at once. */
    private static final Pattern MARK = Pattern.compile("\\s*\\[(\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*)]");

    private static final Pattern BETWEEN = Pattern.compile("\\s*[,;]\\s*");

    private final Weights weights;
    private final int sources;
    private final Set<String> terms = new HashSet<>();
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<Passage> passages = new ArrayList<>();
    private boolean speaks;

    private record Passage(String text, Set<String> terms, Set<String> words, Facts facts) {}

    /**
     * A sentence of an answer, held against the sources by its words.
     *
     * @param states whether it says anything that they could support
     * @param weight of its words; 0 where it says nothing that counts at all
     * @param held the share of what it says that they hold
     * @param spared what numbers, names and contradictions leave of that share; 1 where nothing speaks against it
     * @param nearest the sentence of theirs that holds the most of it; empty where there is none
     * @param meaning how much it counts that a sentence of theirs means the same
     */
    record Claim(boolean states, double weight, double held, double spared, String nearest, double meaning) {

        private static final Claim NOTHING = new Claim(false, 0, 1, 1, "", 0);

        /** By its words alone. */
        double support() {
            return held * spared;
        }

        /** The same where it is known how like it is to what the sources say. What speaks against it is not made up for by that. */
        double support(double likeness) {
            double both = ((1 - meaning) * held + meaning * Math.clamp(likeness, 0, 1)) * spared;
            return spared < 1 ? Math.min(both, support()) : both;
        }

        /** Whether it is worth to know how like it is to what the sources say. */
        boolean isComparable() {
            return states && !nearest.isEmpty() && meaning > 0;
        }
    }

    /**
     * What speaks against a sentence, and how much.
     *
     * @param sameMatter the share of a sentence from which on another one speaks of the same, so that what differs between them is a contradiction
     * @param contradicted what a contradiction leaves of a sentence's support
     * @param strange what a sentence loses whose numbers and names are all unknown to the sources
     * @param passage how much it counts that one sentence of the sources holds what is said, and not all of them together
     * @param meaning how much it counts how like the vectors of the sentence and of that one, or of a clause of it, are
     */
    record Weights(double sameMatter, double contradicted, double strange, double passage, double meaning) {

        /** Chosen by {@code bench/eval/grounding} on the part of BEGIN that is for developing; it says how, and what they are worth. */
        static final Weights DEFAULT = new Weights(0.5, 0.6, 0.5, 0.3, 0.3);
    }

    private Evidence(Weights weights, int sources) {
        this.weights = weights;
        this.sources = sources;
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
        Evidence evidence = new Evidence(weights, sources.size());
        sources.stream().flatMap(source -> Sentences.of(source).stream()).forEach(evidence::add);
        return evidence;
    }

    private void add(String sentence) {
        Passage passage = new Passage(sentence, Terms.of(sentence).keySet(), words(sentence), Facts.of(sentence));
        passages.add(passage);
        terms.addAll(passage.terms());
        numbers.addAll(passage.facts().numbers());
        names.addAll(passage.words());
        speaks |= passage.facts().speaker();
    }

    /**
     * How far the sources support a sentence, by its words.
     *
     * @param sentence of the answer
     * @return 0 to 1; 1 for a sentence that states nothing
     */
    public double support(String sentence) {
        Claim claim = claim(sentence);
        return claim.states() ? claim.support() : 1;
    }

    /** Holds a sentence against the sources. */
    Claim claim(String sentence) {
        String plain = unmarked(sentence);
        if (Abstention.is(plain)) {
            return Claim.NOTHING;
        }
        Map<String, Double> said = Terms.of(plain);
        Facts facts = Facts.of(plain);
        Nearest nearest = nearest(said);
        double held = (1 - weights.passage()) * held(said, terms) + weights.passage() * nearest.likeness();
        boolean turned = nearest.likeness() >= weights.sameMatter() && nearest.contradicts(plain, said.keySet(), facts);
        double left = turned ? weights.contradicted() : 1;
        boolean courtesy = Courtesy.is(plain);
        return new Claim(
                Terms.state(said) && !courtesy,
                Terms.weight(said) * (courtesy ? Courtesy.WEIGHT : 1),
                held,
                Math.max(0, (1 - unknown(facts)) * left),
                nearest.text(),
                weights.meaning());
    }

    /** A sentence without what it cites sources by: their numbers are none that it states. */
    private String unmarked(String sentence) {
        return MARK.matcher(sentence)
                .replaceAll(mark -> BETWEEN.splitAsStream(mark.group(1)).allMatch(this::isSource)
                        ? ""
                        : Matcher.quoteReplacement(mark.group()));
    }

    private boolean isSource(String number) {
        int source = Integer.parseInt(number);
        return source >= 1 && source <= sources;
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
        int all = facts.numbers().size() + facts.names().size() + (facts.speaker() ? 1 : 0);
        if (facts.speaker() && !speaks) {
            strange++;
        }
        return all == 0 ? 0 : weights.strange() * strange / all;
    }

    /** The sentence of the sources that holds the most of what is said. */
    private Nearest nearest(Map<String, Double> said) {
        Nearest nearest = new Nearest(null, passages.isEmpty() ? held(said, Set.of()) : 0);
        for (Passage passage : passages) {
            double likeness = held(said, passage.terms());
            if (likeness >= nearest.likeness()) {
                nearest = new Nearest(passage, likeness);
            }
        }
        return nearest;
    }

    private record Nearest(@Nullable Passage passage, double likeness) {

        String text() {
            return passage == null ? "" : passage.text();
        }

        boolean contradicts(String sentence, Set<String> said, Facts facts) {
            return passage != null
                    && (facts.turns(passage.facts(), said, passage.terms())
                            || Opposites.clash(Evidence.words(sentence), passage.words())
                            || otherNumbers(facts, passage.facts()));
        }
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
