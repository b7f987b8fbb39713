package dev.sluice.plugins.record;

import io.vertx.core.buffer.Buffer;

/**
 * Lines that are written together.
 *
 * @param lines each with its line feed
 * @param entries how many
 * @param size of the entries that the lines were made of, in bytes
 */
record Batch(Buffer lines, int entries, long size) {

    static final Batch EMPTY = new Batch(Buffer.buffer(), 0, 0);

    boolean isEmpty() {
        return entries == 0;
    }

    /** Puts one together. */
    static final class Builder {

        private final Buffer lines = Buffer.buffer(4096);
        private int entries;
        private long size;

        void add(Entry entry, byte[] line) {
            lines.appendBytes(line);
            entries++;
            size += entry.size();
        }

        int length() {
            return lines.length();
        }

        Batch build() {
            return entries == 0 ? EMPTY : new Batch(lines, entries, size);
        }
    }
}
