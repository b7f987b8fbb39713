package dev.sluice.plugins.retrieve.ground;

import dev.sluice.plugins.retrieve.ingest.Sentences;

/** How far an answer is supported, sentence by sentence, each weighing as much as it is long. */
public final class Grounding {

    private final Evidence evidence;
    private final Likenesses likenesses;
    private double supported;
    private double length;
    private boolean stated;
    private int sentences;
    private double worst = 1;

    /**
     * Starts an answer that is scored by its words.
     *
     * @param evidence what it should rest on
     */
    public Grounding(Evidence evidence) {
        this(evidence, Likenesses.NONE);
    }

    /** Starts an answer of which it may be known how like its sentences are to what the sources say. */
    Grounding(Evidence evidence, Likenesses likenesses) {
        this.evidence = evidence;
        this.likenesses = likenesses;
    }

    /**
     * Scores a text that is all there.
     *
     * @param text the answer
     * @param evidence what it should rest on
     * @return 0 to 1
     */
    public static double score(String text, Evidence evidence) {
        return score(text, evidence, Likenesses.NONE);
    }

    /** The same, where it may be known how like its sentences are to what the sources say. */
    static double score(String text, Evidence evidence, Likenesses likenesses) {
        Grounding grounding = new Grounding(evidence, likenesses);
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
        Evidence.Claim claim = evidence.claim(sentence);
        Double likeness = likenesses.of(sentence);
        double counted = likeness == null ? claim.support() : claim.support(likeness);
        double support = claim.states() ? counted : 1;
        supported += counted * claim.weight();
        length += claim.weight();
        stated |= claim.states();
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
