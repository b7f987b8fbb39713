package dev.sluice.plugins.retrieve.cite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a text cites sources by their numbers, however the text is cut. */
final class Marks {

    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,3})]");

    /** As much of a mark as may stand at the end of a piece. */
    private static final int UNFINISHED = 4;

    private final int sources;
    private final List<Mark> found = new ArrayList<>();

    /** What stands behind the last mark. */
    private final StringBuilder rest = new StringBuilder();

    private int looked;
    private Spot base = new Spot(0, 0);

    /**
     * Nothing read yet.
     *
     * @param sources how many there are: other numbers are none's
     */
    Marks(int sources) {
        this.sources = sources;
    }

    /**
     * A place in a text.
     *
     * @param characters before it, as people count them: code points
     * @param bytes before it in UTF-8
     */
    record Spot(int characters, int bytes) {

        Spot plus(CharSequence text) {
            String more = text.toString();
            return new Spot(
                    characters + more.codePointCount(0, more.length()),
                    bytes + more.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    /**
     * One citation.
     *
     * @param source its place among the sources, from 0 on
     * @param said what the mark stands behind: the text since the mark before, or since the one before that where they stand side by side
     * @param from where that begins
     * @param until where that ends
     * @param start where the mark begins
     * @param end where it ends
     */
    record Mark(int source, String said, Spot from, Spot until, Spot start, Spot end) {}

    static List<Mark> of(String text, int sources) {
        Marks marks = new Marks(sources);
        marks.add(text);
        return marks.found();
    }

    void add(String piece) {
        rest.append(piece);
        Matcher mark = MARK.matcher(rest);
        int from = Math.max(0, looked - UNFINISHED);
        int done = 0;
        while (mark.find(Math.max(from, done))) {
            int number = Integer.parseInt(mark.group(1));
            if (number >= 1 && number <= sources) {
                take(number - 1, done, mark);
                done = mark.end();
            } else {
                from = mark.end();
            }
        }
        rest.delete(0, done);
        looked = rest.length();
    }

    private void take(int source, int done, Matcher mark) {
        String between = rest.substring(done, mark.start());
        String said = between.strip();
        Spot start = base.plus(between);
        Spot from = base.plus(between.substring(0, between.indexOf(said)));
        base = start.plus(mark.group());
        Mark before = said.isEmpty() && !found.isEmpty() ? found.getLast() : null;
        found.add(
                before == null
                        ? new Mark(source, said, from, from.plus(said), start, base)
                        : new Mark(source, before.said(), before.from(), before.until(), start, base));
    }

    /** In the order of the text. */
    List<Mark> found() {
        return List.copyOf(found);
    }
}
