package dev.sluice.plugins.guard.scan;

/**
 * Something found in a text; it never carries the text itself.
 *
 * @param start where it begins
 * @param end where it ends, exclusive
 * @param score how sure this is, 0 to 1; what is looked up is sure
 * @param label what kind of thing it is, in the operator's words: a list's or a category's name; may be empty
 */
public record Finding(long start, long end, double score, String label) {

    /**
     * A sure one.
     *
     * @param start where it begins
     * @param end where it ends, exclusive
     * @param label what kind of thing it is
     * @return with a score of 1
     */
    public static Finding sure(long start, long end, String label) {
        return new Finding(start, end, 1, label);
    }
}
