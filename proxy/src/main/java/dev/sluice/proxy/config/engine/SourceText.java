package dev.sluice.proxy.config.engine;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of one file, which shows its lines without what may be secret.
 *
 * <p>A value is masked until the binder has said that it is an ordinary one: so a secret under a misspelt key stays hidden.
 */
final class SourceText {

    private static final int WIDTH = 120;
    /** Words that no colon makes a key, as far as one can tell in a file that could not be parsed. */
    private static final Pattern VALUE_WORD =
            Pattern.compile("(?!-(?:\\s|$))[^\\s{}\\[\\]:,\"'#&*!|>?]++(?!\\s*:(?:\\s|$))");

    private final String name;
    private final List<String> lines;
    private final Set<Span> values = new LinkedHashSet<>();
    private final Set<Span> shown = new HashSet<>();
    private boolean parsed;

    SourceText(String name, String text) {
        this.name = name;
        this.lines = List.of(text.split("\r\n|\r|\n", -1));
    }

    String name() {
        return name;
    }

    String position(Span at) {
        return name + ":" + at.line() + ":" + at.column();
    }

    /** Tells where a value is, which is masked until it is {@linkplain #show shown}. */
    void value(Span span) {
        values.add(span);
    }

    /** Tells that all values are known, so that excerpts need not mask every word. */
    void parsed() {
        parsed = true;
    }

    /** Lets excerpts show the value at {@code span}. */
    void show(Span span) {
        shown.add(span);
    }

    /** The line of {@code at} with a caret below its column, or nothing where that would not fit a screen. */
    @Nullable String excerpt(Span at) {
        if (at.line() > lines.size() || at.column() > WIDTH) {
            return null;
        }
        String line = masked(at.line());
        int caret = Math.min(at.column() - 1, line.codePointCount(0, line.length()));
        String padding = line.substring(0, line.offsetByCodePoints(0, caret)).replaceAll("[^\t]", " ");
        String cut = line.codePointCount(0, line.length()) > WIDTH
                ? line.substring(0, line.offsetByCodePoints(0, WIDTH))
                : line;
        return "    " + cut + "\n    " + padding + "^";
    }

    private String masked(int number) {
        String line = lines.get(number - 1);
        if (!parsed) {
            return VALUE_WORD
                    .matcher(line)
                    .replaceAll(word -> "*".repeat(word.group().length()));
        }
        int[] original = line.codePoints().toArray();
        int[] codePoints = original.clone();
        boolean comment = false;
        for (int i = 0; i < codePoints.length; i++) {
            int column = i + 1;
            List<Span> holders =
                    values.stream().filter(span -> span.holds(number, column)).toList();
            comment |= holders.isEmpty() && startsComment(original, i);
            boolean visible = holders.isEmpty() ? !comment : shown.containsAll(holders);
            codePoints[i] = visible || Character.isWhitespace(codePoints[i]) ? codePoints[i] : '*';
        }
        return new String(codePoints, 0, codePoints.length);
    }

    /** Comments are masked as well, since old keys are kept in them. */
    private static boolean startsComment(int[] line, int index) {
        return line[index] == '#' && (index == 0 || Character.isWhitespace(line[index - 1]));
    }
}
