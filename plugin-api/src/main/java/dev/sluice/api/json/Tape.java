package dev.sluice.api.json;

import java.util.Arrays;

/**
 * Where each value of a parsed text lies: three numbers a value, in the order of the text.
 *
 * <p>A container's entry is followed by those of its members (a key's, then its value's), and knows the entry that comes
 * after the last of them. Nodes are made from entries as they are asked for, so a large text of which a filter reads one
 * string costs the walk and little else.
 */
final class Tape implements Walker.Sink {
    private static final int START = 0;
    private static final int END = 1;
    private static final int AFTER = 2;
    private static final int WIDTH = 3;

    private final byte[] bytes;
    private int[] entries;
    private int size;
    private int open = -1;

    private Tape(byte[] bytes, int capacity) {
        this.bytes = bytes;
        this.entries = new int[capacity * WIDTH];
    }

    static Json parse(Slice text, JsonLimits limits) {
        Tape tape = new Tape(text.array(), 16 + Math.min(text.length() / 32, 4096));
        Walker.walk(text, limits, tape);
        return tape.node(0);
    }

    @Override
    public void key(int start, int end) {
        scalar(start, end);
    }

    @Override
    public void scalar(int start, int end) {
        int entry = append(start);
        entries[entry * WIDTH + END] = end;
        entries[entry * WIDTH + AFTER] = size;
    }

    @Override
    public void open(int start) {
        int entry = append(start);
        entries[entry * WIDTH + AFTER] = open; // Until it is closed, the place for the one around it.
        open = entry;
    }

    @Override
    public void close(int end) {
        int around = entries[open * WIDTH + AFTER];
        entries[open * WIDTH + END] = end;
        entries[open * WIDTH + AFTER] = size;
        open = around;
    }

    private int append(int start) {
        if (size * WIDTH == entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        entries[size * WIDTH + START] = start;
        return size++;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int entry) {
        return entries[entry * WIDTH + START];
    }

    int end(int entry) {
        return entries[entry * WIDTH + END];
    }

    /** The entry of what follows a value and all that is in it. */
    int after(int entry) {
        return entries[entry * WIDTH + AFTER];
    }

    /** The value of an entry, as a node. */
    Json node(int entry) {
        return switch (bytes[start(entry)]) {
            case '{' -> new Obj(new Cell(this, entry));
            case '[' -> new Arr(new Cell(this, entry));
            case '"' -> new Str(new Cell(this, entry));
            case 't' -> Bool.TRUE;
            case 'f' -> Bool.FALSE;
            case 'n' -> Null.NULL;
            default -> new Num(new Cell(this, entry));
        };
    }
}
