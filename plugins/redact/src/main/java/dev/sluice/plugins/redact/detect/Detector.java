package dev.sluice.plugins.redact.detect;

import dev.sluice.api.plugin.Checkpoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Finds what some entities describe. Takes time in proportion to the text, whatever is in it. */
public final class Detector {

    /** What a word nearby adds to a score, and what the score is then at least. */
    private static final double NEAR_BONUS = 0.35;

    private static final double NEAR_FLOOR = 0.6;

    private final List<Wanted> numeric = new ArrayList<>();
    private final List<Wanted> cued = new ArrayList<>();
    private final List<Wanted> always = new ArrayList<>();
    private final Cues cues;
    private final Predicate<String> allowed;
    private final int fewestDigits;

    /**
     * Makes a detector.
     *
     * @param wanted what to look for; the first wins where others are as sure
     * @param allowed true for a value that is let through although it is found
     */
    public Detector(List<Want> wanted, Predicate<String> allowed) {
        this.allowed = allowed;
        List<Cues.Literal> literals = new ArrayList<>();
        for (int order = 0; order < wanted.size(); order++) {
            Want want = wanted.get(order);
            for (Rule rule : want.entity().rules()) {
                if (rule.isAlways()) {
                    always.add(new Wanted(want, rule, order, 0, 0));
                } else if (rule.cues().isEmpty()) {
                    numeric.add(new Wanted(want, rule, order, 0, 0));
                } else {
                    cued.add(new Wanted(
                            want,
                            rule,
                            order,
                            literals.size(),
                            literals.size() + rule.cues().size()));
                    rule.cues().forEach(cue -> literals.add(new Cues.Literal(cue, rule.beginsWithCue())));
                }
            }
        }
        this.cues = new Cues(literals);
        this.fewestDigits =
                numeric.stream().mapToInt(each -> each.rule().digits()).min().orElse(Integer.MAX_VALUE);
    }

    /**
     * Finds everything.
     *
     * @param text any text
     * @return in the order of the text, without overlaps
     */
    public List<Finding> scan(String text) {
        List<Candidate> found = new ArrayList<>(0);
        if (!numeric.isEmpty()) {
            NumberRuns.visit(text, (start, end, digits) -> numbers(text, start, end, digits, found));
        }
        BitSet present = cues.in(text);
        if (!present.isEmpty()) {
            literals(text, present, found);
        }
        for (Wanted each : always) {
            each.rule().find(text, 0, text.length(), (rule, from, to) -> consider(each, text, from, to, found));
        }
        return found.isEmpty() ? List.of() : best(found);
    }

    private void numbers(String text, int start, int end, int digits, List<Candidate> found) {
        if (digits < fewestDigits) {
            return;
        }
        for (Wanted each : numeric) {
            Checkpoint.pass();
            if (digits >= each.rule().digits()) {
                each.rule().find(text, start, end, (rule, from, to) -> consider(each, text, from, to, found));
            }
        }
    }

    private void literals(String text, BitSet present, List<Candidate> found) {
        for (Wanted each : cued) {
            int first = present.nextSetBit(each.firstCue());
            if (first >= 0 && first < each.behindCues()) {
                Checkpoint.pass();
                each.rule().find(text, 0, text.length(), (rule, from, to) -> consider(each, text, from, to, found));
            }
        }
    }

    private void consider(Wanted wanted, String text, int start, int end, List<Candidate> found) {
        Want want = wanted.want();
        double score = wanted.rule().score();
        List<String> near = want.entity().near();
        if (score < 1 && !near.isEmpty() && Nearby.any(near, text, start, end)) {
            score = Math.min(1, Math.max(NEAR_FLOOR, score + NEAR_BONUS));
        }
        if (score >= want.threshold() && !allowed.test(text.substring(start, end))) {
            found.add(new Candidate(new Finding(want.entity().name(), start, end, score), wanted.order()));
        }
    }

    /** The surest win, then the longest, then those that were asked for first. */
    private static List<Finding> best(List<Candidate> all) {
        List<Candidate> found = widest(all);
        found.sort(
                Comparator.comparingDouble((Candidate each) -> -each.finding().score())
                        .thenComparingInt(
                                each -> each.finding().start() - each.finding().end())
                        .thenComparingInt(Candidate::order));
        Taken taken = new Taken();
        found.forEach(each -> taken.offer(each.finding()));
        return taken.inOrder();
    }

    /** What is within another match of its entity goes up in that one. */
    private static List<Candidate> widest(List<Candidate> all) {
        all.sort(Comparator.comparingInt(Candidate::order)
                .thenComparingInt(each -> each.finding().start())
                .thenComparingInt(each -> -each.finding().end()));
        List<Candidate> widest = new ArrayList<>(all.size());
        for (Candidate each : all) {
            Candidate last = widest.isEmpty() ? null : widest.getLast();
            if (last != null && last.order() == each.order() && each.finding().isWithin(last.finding())) {
                widest.set(widest.size() - 1, last.atLeast(each.finding().score()));
            } else {
                widest.add(each);
            }
        }
        return widest;
    }

    /**
     * An entity to look for.
     *
     * @param entity what
     * @param threshold the least score that counts
     */
    public record Want(Entity entity, double threshold) {}

    /** A rule, and the numbers of its cues. */
    private record Wanted(Want want, Rule rule, int order, int firstCue, int behindCues) {}

    private record Candidate(Finding finding, int order) {

        Candidate atLeast(double score) {
            return score <= finding.score()
                    ? this
                    : new Candidate(new Finding(finding.entity(), finding.start(), finding.end(), score), order);
        }
    }
}
