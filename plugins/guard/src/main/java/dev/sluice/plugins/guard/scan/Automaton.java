package dev.sluice.plugins.guard.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Finds any of many phrases in one pass, however many they are: the automaton of Aho and Corasick (1975), made
 * deterministic. Immutable.
 *
 * <p>Phrases are folded, and found as whole words, save in scripts that are written without spaces.
 */
public final class Automaton {

    /** The root. */
    public static final int START = 0;

    private static final int MAX_CHARACTERS = 200_000;
    private static final int[] NONE = {};
    private static final int END = 1 << 31;

    private final char[] letters;
    private final byte[] ascii = new byte[128];
    private final int width;
    private final int[]
            next; // By where a state's row begins, which is what callers have for a state; marked where phrases end.
    private final int[] depth;
    private final int[][] ends;
    private final int[] lengths;
    private final int longest;

    private Automaton(List<String> keys) {
        letters = letters(keys);
        width = letters.length + 1;
        for (char c = 0; c < ascii.length; c++) {
            ascii[c] = (byte) Math.max(0, Arrays.binarySearch(letters, c) + 1);
        }
        lengths = keys.stream().mapToInt(String::length).toArray();
        longest = Arrays.stream(lengths).max().orElse(0);
        Trie trie = new Trie();
        for (int id = 0; id < keys.size(); id++) {
            trie.add(keys.get(id), id);
        }
        depth = trie.depths();
        next = new int[depth.length * width];
        ends = new int[depth.length][];
        fill(trie);
        mark();
    }

    /**
     * Makes one.
     *
     * @param phrases as an operator writes them; a phrase's id is its place
     * @return an automaton
     * @throws IllegalArgumentException if a phrase has no letters, or there are too many
     */
    public static Automaton of(List<String> phrases) {
        long characters = phrases.stream().mapToLong(String::length).sum();
        if (characters > MAX_CHARACTERS) {
            throw new IllegalArgumentException("expected phrases of at most " + MAX_CHARACTERS
                    + " characters together, found " + characters + "; split them over several rules");
        }
        return new Automaton(phrases.stream().map(Automaton::key).toList());
    }

    /**
     * Takes a step.
     *
     * @param state where the automaton is
     * @param c the next folded character
     * @return where it is then
     */
    public int next(int state, char c) {
        int letter = c < 128 ? ascii[c] : Math.max(0, Arrays.binarySearch(letters, c) + 1);
        return next[(state & ~END) + letter];
    }

    /**
     * Whether phrases end here.
     *
     * @param state where the automaton is
     * @return whether {@link #ends} has any
     */
    public static boolean isEnd(int state) {
        return state < 0;
    }

    /**
     * How many of the last characters may still become a phrase.
     *
     * @param state where the automaton is
     * @return 0 at the root
     */
    public int depth(int state) {
        return depth[(state & ~END) / width];
    }

    /**
     * The phrases that end here.
     *
     * @param state where the automaton is
     * @return their ids, the longest first; not to be changed
     */
    public int[] ends(int state) {
        return ends[(state & ~END) / width];
    }

    /**
     * How long a phrase is.
     *
     * @param id the phrase's
     * @return in folded characters, the spaces around it included
     */
    public int length(int id) {
        return lengths[id];
    }

    /**
     * The longest phrase.
     *
     * @return in folded characters, the spaces around it included
     */
    public int longest() {
        return longest;
    }

    private static String key(String phrase) {
        String folded = Folder.fold(phrase);
        if (folded.isEmpty()) {
            throw new IllegalArgumentException("expected a phrase with letters or digits, found one without");
        }
        return hasNoSpaces(folded.codePointAt(0)) ? folded : " " + folded + " ";
    }

    private static boolean hasNoSpaces(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static char[] letters(List<String> keys) {
        StringBuilder all = new StringBuilder();
        String.join("", keys).chars().distinct().sorted().forEach(c -> all.append((char) c));
        return all.toString().toCharArray();
    }

    /** Breadth first: a state's fallback is shallower, so that it is complete when it is copied. */
    private void fill(Trie trie) {
        int[] fallback = new int[depth.length];
        Queue<Integer> open = new ArrayDeque<>(List.of(START));
        while (!open.isEmpty()) {
            int state = open.remove();
            ends[state] = joined(trie.ends(state), state == START ? NONE : ends[fallback[state]]);
            if (state != START) {
                System.arraycopy(next, fallback[state] * width, next, state * width, width);
            }
            trie.children(state).forEach((c, child) -> {
                int cell = state * width + Arrays.binarySearch(letters, c) + 1;
                fallback[child] = next[cell];
                next[cell] = child;
                open.add(child);
            });
        }
    }

    private void mark() {
        for (int cell = 0; cell < next.length; cell++) {
            int state = next[cell];
            next[cell] = state * width | (ends[state].length > 0 ? END : 0);
        }
    }

    private static int[] joined(int[] own, int[] inherited) {
        if (own.length == 0) {
            return inherited;
        }
        int[] joined = Arrays.copyOf(own, own.length + inherited.length);
        System.arraycopy(inherited, 0, joined, own.length, inherited.length);
        return joined;
    }

    /** The phrases as a tree; only while the automaton is made. */
    private static final class Trie {

        private final List<Map<Character, Integer>> children = new ArrayList<>(List.of(new HashMap<>()));
        private final List<Integer> depths = new ArrayList<>(List.of(0));
        private final Map<Integer, int[]> ends = new HashMap<>();

        void add(String key, int id) {
            int state = START;
            for (int i = 0; i < key.length(); i++) {
                int length = i + 1;
                state = children.get(state).computeIfAbsent(key.charAt(i), c -> {
                    children.add(new HashMap<>());
                    depths.add(length);
                    return depths.size() - 1;
                });
            }
            ends.merge(state, new int[] {id}, Automaton::joined);
        }

        Map<Character, Integer> children(int state) {
            return children.get(state);
        }

        int[] ends(int state) {
            return ends.getOrDefault(state, NONE);
        }

        int[] depths() {
            return depths.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
