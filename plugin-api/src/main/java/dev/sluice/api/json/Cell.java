package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;

/** One value's place in the text that it came from, and the white space around it there. */
record Cell(Tape tape, int entry) {
    int start() {
        return tape.start(entry);
    }

    int end() {
        return tape.end(entry);
    }

    int after() {
        return tape.after(entry);
    }

    /** The entry behind this one: of a key, that is its value; of a container, its first member. */
    Cell next() {
        return new Cell(tape, entry + 1);
    }

    Json node() {
        return tape.node(entry);
    }

    /** Of a string: whether it says this. */
    boolean says(String text) {
        return Strings.says(text, tape.bytes(), start(), end());
    }

    Slice slice() {
        return new Slice(tape.bytes(), start(), end());
    }

    void writeTo(Buffer out) {
        write(start(), end(), out);
    }

    /** Writes what stands between the comma or bracket before this cell and the start of {@code until}. */
    void writeFromGapTo(Cell until, Buffer out) {
        int from = start();
        while (Walker.isSpace(tape.bytes()[from - 1])) {
            from--;
        }
        write(from, until.start(), out);
    }

    /** Writes the white space between this cell and the comma or bracket after it. */
    void writeGapAfter(Buffer out) {
        int until = end();
        while (Walker.isSpace(tape.bytes()[until])) {
            until++;
        }
        write(end(), until, out);
    }

    private void write(int from, int until, Buffer out) {
        if (from < until) {
            out.appendBytes(tape.bytes(), from, until - from);
        }
    }
}
