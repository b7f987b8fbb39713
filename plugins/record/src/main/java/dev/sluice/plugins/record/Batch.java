package dev.sluice.plugins.record;

/** Lines that are written together, each with its line feed; grows until it is written. For one thread at a time. */
final class Batch {

    private final JsonOut lines = new JsonOut();
    private int entries;
    private long size;

    void add(Entry entry, RecordLine line) {
        line.write(entry, lines);
        entries++;
        size += entry.size();
    }

    boolean isEmpty() {
        return entries == 0;
    }

    JsonOut lines() {
        return lines;
    }

    int entries() {
        return entries;
    }

    /** Of the entries that the lines were made of, in bytes. */
    long size() {
        return size;
    }
}
