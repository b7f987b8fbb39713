package dev.sluice.plugins.guard.scan;

import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Finds phrases. Holds back what may still become one, which for most texts is nothing, or half a word. */
public final class PhraseScanner implements Scanner {

    private final Automaton automaton;
    private final IntFunction<Finding> kinds;
    private final long[] origins; // Of the last characters: a ring, whose length is a power of two.
    private final long until;
    private final int between; // After a space, where a word may begin, and none has.
    private int state;
    private long count;
    private long consumed;

    /**
     * Makes one for one text.
     *
     * @param automaton finds the phrases
     * @param kinds the label and the score of a phrase, by its id
     */
    public PhraseScanner(Automaton automaton, IntFunction<Finding> kinds) {
        this(automaton, kinds, EVERYTHING);
    }

    /**
     * Makes one that looks at a text's beginning only.
     *
     * @param automaton finds the phrases
     * @param kinds the label and the score of a phrase, by its id
     * @param until what begins from here on is not found
     */
    public PhraseScanner(Automaton automaton, IntFunction<Finding> kinds, long until) {
        this.automaton = automaton;
        this.kinds = kinds;
        this.origins = new long[Integer.highestOneBit(Math.max(1, automaton.longest())) * 2];
        this.until = until;
        this.between = automaton.next(Automaton.START, ' ');
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        if (clear() == EVERYTHING) {
            return;
        }
        char[] folded = piece.folded();
        for (int i = 0; i < piece.count(); i++) {
            origins[slot(count++)] = piece.origin(i);
            state = automaton.next(state, folded[i]);
            if (Automaton.isEnd(state)) {
                report(automaton.ends(state)[0], folded[i] == ' ', piece.origin(i), found);
            }
        }
        consumed = piece.end();
    }

    /** Of phrases that end at the same place, the longest says it all. */
    private void report(int id, boolean padded, long last, Consumer<Finding> found) {
        int length = automaton.length(id);
        long start = originBack(padded ? length - 1 : length);
        if (start < until) {
            Finding kind = kinds.apply(id);
            found.accept(new Finding(start, padded ? last : last + 1, kind.score(), kind.label()));
        }
    }

    @Override
    public long clear() {
        long clear = state == between ? consumed : originBack(automaton.depth(state));
        return clear >= until ? EVERYTHING : clear;
    }

    @Override
    public long seen() {
        return clear() == EVERYTHING ? EVERYTHING : consumed;
    }

    private long originBack(int characters) {
        return characters == 0 || count == 0 ? consumed : origins[slot(count - characters)];
    }

    private int slot(long number) {
        return (int) number & (origins.length - 1);
    }
}
