package dev.sluice.api.config;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a config file. It never holds a secret, nor a value that came from a variable or another file.
 *
 * @param line counted from 1
 * @param column counted from 1, in code points
 * @param path the keys that lead to the place, empty at the top
 * @param message what was expected and what was found
 * @param hint what to do
 * @param excerpt the line of the file, its possible secrets masked, and a caret under the column
 */
public record Problem(
        String file,
        int line,
        int column,
        String path,
        String message,
        @Nullable String hint,
        @Nullable String excerpt) implements Comparable<Problem> {

    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    /** The first line of {@link #toString}, as compilers print it. */
    public String headline() {
        String place = file + ":" + line + ":" + column + ": ";
        return place + message + (hint == null ? "" : "; " + hint);
    }

    @Override
    public int compareTo(Problem other) {
        return BY_POSITION.compare(this, other);
    }

    @Override
    public String toString() {
        return headline() + (excerpt == null ? "" : "\n" + excerpt);
    }
}
