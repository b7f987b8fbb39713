package dev.sluice.plugins.guard.scan;

/**
 * A piece of a text, as it came and {@linkplain Folder folded}.
 *
 * @param raw as it came
 * @param at where it begins in the text
 * @param folded its folded characters; only the first {@code count} count
 * @param origins where in {@code raw} each of them comes from
 * @param count how many there are
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Made for each piece and never compared; a copy would cost more than the scan.
public record Piece(String raw, long at, char[] folded, int[] origins, int count) {

    /**
     * Where a folded character comes from.
     *
     * @param index of the character
     * @return its position in the text
     */
    public long origin(int index) {
        return at + origins[index];
    }

    /**
     * Where the piece ends.
     *
     * @return the position after its last character
     */
    public long end() {
        return at + raw.length();
    }
}
