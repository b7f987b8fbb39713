package dev.sluice.plugins.record;

import java.io.ByteArrayOutputStream;

/**
 * Lines that are written together.
 *
 * @param lines each with its line feed
 * @param entries how many
 * @param size of the entries that the lines were made of, in bytes
 */
record Batch(byte[] lines, int entries, long size) {

    static final Batch EMPTY = new Batch(new byte[0], 0, 0);

    boolean isEmpty() {
        return entries == 0;
    }

    /** Puts one together. */
    static final class Builder {

        private final ByteArrayOutputStream lines = new ByteArrayOutputStream(4096);
        private int entries;
        private long size;

        void add(Entry entry, byte[] line) {
            lines.writeBytes(line);
            entries++;
            size += entry.size();
        }

        int length() {
            return lines.size();
        }

        Batch build() {
            return entries == 0 ? EMPTY : new Batch(lines.toByteArray(), entries, size);
        }
    }
}
