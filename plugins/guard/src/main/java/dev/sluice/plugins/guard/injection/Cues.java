package dev.sluice.plugins.guard.injection;

import dev.sluice.plugins.guard.scan.Automaton;
import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.plugins.guard.scan.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * Phrases that hint at injection, each with a label: how much a label counts is learnt with the model. The same phrases are
 * looked for in rot13, too.
 */
public final class Cues {

    /** The label of what is spelt in rot13: nobody does so by accident. */
    public static final String ENCODED = "encoded";

    private static final String RESOURCE = "injection.txt";

    private final List<String> labels = new ArrayList<>(List.of(ENCODED));
    private final int[] labelOf;
    private final Automaton automaton;

    private Cues(List<String> lines) {
        List<String> phrases = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String label = line.substring(0, colon).strip();
            String phrase = line.substring(colon + 1).strip();
            phrases.add(phrase);
            ids.add(label(label));
            phrases.add(rot13(Folder.fold(phrase)));
            ids.add(0);
        }
        labelOf = ids.stream().mapToInt(Integer::intValue).toArray();
        automaton = Automaton.of(phrases);
    }

    /**
     * Those that come with the plugin.
     *
     * @return all of them
     */
    public static Cues shipped() {
        return new Cues(Resources.lines(RESOURCE));
    }

    /**
     * The labels.
     *
     * @return by id, 31 at most
     */
    public List<String> labels() {
        return List.copyOf(labels);
    }

    int next(int state, char c, Grams.Sink sink) {
        int next = automaton.next(state, c);
        if (Automaton.isEnd(next)) {
            for (int id : automaton.ends(next)) {
                sink.phrase(labelOf[id]);
            }
        }
        return next;
    }

    private int label(String label) {
        if (!labels.contains(label)) {
            labels.add(label);
        }
        return labels.indexOf(label);
    }

    private static String rot13(String folded) {
        StringBuilder turned = new StringBuilder(folded.length());
        folded.chars()
                .forEach(c -> turned.append(c >= 'a' && c <= 'z' ? (char) ((c - 'a' + 13) % 26 + 'a') : (char) c));
        return turned.toString();
    }
}
