package dev.sluice.plugins.retrieve.ground;

import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.Map;

/** How far an answer is supported, sentence by sentence, each weighing as much as it is long. */
public final class Grounding {

    private final Evidence evidence;
    private double supported;
    private double length;
    private boolean stated;
    private int sentences;
    private double worst = 1;

    /**
     * Starts an answer.
     *
     * @param evidence what it should rest on
     */
    public Grounding(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Scores a text that is all there.
     *
     * @param text the answer
     * @param evidence what it should rest on
     * @return 0 to 1
     */
    public static double score(String text, Evidence evidence) {
        Grounding grounding = new Grounding(evidence);
        Sentences.of(text).forEach(grounding::add);
        return grounding.score();
    }

    /**
     * Adds a sentence.
     *
     * @param sentence that is finished
     * @return its own support
     */
    public double add(String sentence) {
        sentences++;
        String plain = evidence.unmarked(sentence);
        if (Abstention.is(plain)) {
            return 1;
        }
        Map<String, Double> said = Terms.of(plain);
        double counted = evidence.support(plain, said);
        boolean states = Terms.state(said);
        double support = states ? counted : 1;
        double weight = Terms.weight(said);
        supported += counted * weight;
        length += weight;
        stated |= states;
        worst = Math.min(worst, support);
        return support;
    }

    /**
     * Of an answer that may go on: nothing speaks against one that has stated nothing yet.
     *
     * @return 0 to 1; 1 before anything is stated
     */
    public double soFar() {
        return stated ? score() : 1;
    }

    /**
     * Of a whole answer, each sentence by what it says: one that states nothing weighs little, and is no proof of anything either; one that says
     * that the sources have no answer weighs nothing.
     *
     * @return 0 to 1; 1 for an empty one
     */
    public double score() {
        return length == 0 ? 1 : supported / length;
    }

    /**
     * The least supported sentence so far.
     *
     * @return 0 to 1
     */
    public double worst() {
        return worst;
    }

    /**
     * How many sentences there were.
     *
     * @return 0 for an empty answer
     */
    public int sentences() {
        return sentences;
    }
}
