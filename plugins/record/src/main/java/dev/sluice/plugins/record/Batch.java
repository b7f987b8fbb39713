package dev.sluice.plugins.record;

import java.io.IOException;

/** Lines that are written together, each with its line feed; grows until it is written, and is then used again. For one thread at a time. */
final class Batch {

    private final JsonOut lines = new JsonOut();
    private int records;
    private long size;
    private int written;

    void add(Waiting record) {
        record.write(lines);
        records++;
        size += record.size();
    }

    void clear() {
        lines.backTo(0);
        records = 0;
        size = 0;
        written = 0;
    }

    /** Appends the lines to files; after a failure, those that are in none yet. */
    void writeTo(LogFiles files) throws IOException {
        while (written < lines.length()) {
            written = files.append(lines.bytes(), written, lines.length());
        }
    }

    boolean isEmpty() {
        return records == 0;
    }

    JsonOut lines() {
        return lines;
    }

    int records() {
        return records;
    }

    /** Of what the lines were made of, in bytes. */
    long size() {
        return size;
    }
}
