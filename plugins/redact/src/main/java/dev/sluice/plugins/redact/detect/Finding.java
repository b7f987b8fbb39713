package dev.sluice.plugins.redact.detect;

/**
 * A place in a text.
 *
 * @param entity the name of what stands there
 * @param start of its first character
 * @param end behind its last
 * @param score how sure that is, up to 1
 */
public record Finding(String entity, int start, int end, double score) {

    /**
     * The text there.
     *
     * @param text that was scanned
     * @return a part of it
     */
    public String in(String text) {
        return text.substring(start, end);
    }

    /**
     * The same place in a text that begins later.
     *
     * @param characters by which it begins later
     * @return a place that comes earlier by so many
     */
    public Finding back(int characters) {
        return new Finding(entity, start - characters, end - characters, score);
    }

    boolean isWithin(Finding other) {
        return other.start <= start && end <= other.end;
    }

    /**
     * Whether two places share a character.
     *
     * @param other of the same text
     * @return true if they do
     */
    public boolean overlaps(Finding other) {
        return start < other.end && other.start < end;
    }
}
