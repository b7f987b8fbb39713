package dev.sluice.plugins.guard.scan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Finds a topic once so many different phrases of it have come; the finding is the last of them. */
public final class CountingScanner implements Scanner {

    private final PhraseScanner phrases;
    private final int atLeast;
    private final Map<String, Set<Integer>> seen = new HashMap<>();
    private int last;

    /**
     * Makes one for one text.
     *
     * @param automaton finds the phrases
     * @param kinds their labels, by id: one a topic
     * @param atLeast how many different ones it takes
     */
    public CountingScanner(Automaton automaton, IntFunction<Finding> kinds, int atLeast) {
        this.phrases = new PhraseScanner(automaton, id -> {
            last = id;
            return kinds.apply(id);
        });
        this.atLeast = atLeast;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        phrases.next(piece, one -> {
            Set<Integer> different = seen.computeIfAbsent(one.label(), label -> new HashSet<>());
            if (different.add(last) && different.size() >= atLeast) {
                found.accept(one);
            }
        });
    }

    @Override
    public long clear() {
        return phrases.clear();
    }

    @Override
    public long seen() {
        return phrases.seen();
    }
}
