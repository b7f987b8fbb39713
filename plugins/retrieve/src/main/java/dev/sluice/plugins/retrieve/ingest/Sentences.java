package dev.sluice.plugins.retrieve.ingest;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where sentences end. */
public final class Sentences {

    private Sentences() {}

    /**
     * The sentences of a text; a line break ends one, too.
     *
     * @param text any
     * @return in order, without the white space around them; empty ones are left out
     */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        text.lines().forEach(line -> add(line, sentences));
        return sentences;
    }

    /** Both halves of a text that has no end in it, cut at a space if there is one near. */
    static List<String> halves(String text) {
        int middle = text.length() / 2;
        int space = text.lastIndexOf(' ', middle);
        int cut = space > text.length() / 4 ? space : middle;
        if (Character.isLowSurrogate(text.charAt(cut)) && cut > 0) {
            cut--;
        }
        return text.length() < 2 ? List.of() : List.of(text.substring(0, cut), text.substring(cut));
    }

    private static void add(String line, List<String> sentences) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(line);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = line.substring(start, end).strip();
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            start = end;
        }
    }
}
