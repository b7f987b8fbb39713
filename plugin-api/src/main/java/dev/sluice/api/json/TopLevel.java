package dev.sluice.api.json;

import java.util.List;

/** Notes where the values of a few keys of the outermost object lie, as a text is walked. */
final class TopLevel implements Walker.Sink {
    private static final int NONE = -1;

    private final List<String> names;
    private final Slice text;
    private final int[] starts;
    private final int[] ends;
    private int depth;
    private int wanted = NONE;
    private boolean repeated;

    TopLevel(List<String> names, Slice text) {
        this.names = names;
        this.text = text;
        this.starts = new int[names.size()];
        this.ends = new int[names.size()];
    }

    @Override
    public void key(int start, int end) {
        if (depth == 1) {
            wanted = indexOf(new Slice(text.array(), start, end));
        }
    }

    @Override
    public void scalar(int start, int end) {
        if (depth == 0) {
            throw notAnObject(start);
        }
        if (depth == 1 && wanted != NONE) {
            begin(start);
            ends[wanted] = end;
        }
    }

    @Override
    public void open(int start) {
        if (depth == 0 && text.array()[start] != '{') {
            throw notAnObject(start);
        }
        if (depth == 1 && wanted != NONE) {
            begin(start);
        }
        depth++;
    }

    @Override
    public void close(int end) {
        depth--;
        if (depth == 1 && wanted != NONE) {
            ends[wanted] = end;
        }
    }

    private void begin(int start) {
        repeated |= ends[wanted] != 0;
        starts[wanted] = start;
    }

    private int indexOf(Slice key) {
        int index = names.size() - 1;
        while (index >= 0 && !Strings.says(names.get(index), key.array(), key.start(), key.end())) {
            index--;
        }
        return index;
    }

    private JsonSyntaxException notAnObject(int start) {
        return JsonSyntaxException.expected("a JSON object", text, start);
    }

    /** Whether a wanted key came more than once. */
    boolean isRepeated() {
        return repeated;
    }

    boolean has(int index) {
        return ends[index] != 0;
    }

    /** The last value of a key that came. */
    Slice value(int index) {
        return new Slice(text.array(), starts[index], ends[index]);
    }
}
