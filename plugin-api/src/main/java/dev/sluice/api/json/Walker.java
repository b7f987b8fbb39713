package dev.sluice.api.json;

/**
 * Walks a text once, proves it to be one well-formed JSON value, and tells a {@link Sink} where each part lies.
 *
 * <p>It keeps its own stack, so depth costs no Java stack. Errors are found at the first byte that no JSON text could
 * have there.
 */
final class Walker {
    /** Hears of the parts of a text, in their order; positions count from the start of the array. */
    interface Sink {
        void key(int start, int end);

        void scalar(int start, int end);

        void open(int start);

        void close(int end);
    }

    private final Slice text;
    private final byte[] bytes;
    private final int end;
    private final JsonLimits limits;
    private final Sink sink;
    private final boolean[] objects;
    private int depth;
    private int at;

    private Walker(Slice text, JsonLimits limits, Sink sink) {
        this.text = text;
        this.bytes = text.array();
        this.end = text.end();
        this.limits = limits;
        this.sink = sink;
        this.objects = new boolean[limits.depth()];
        this.at = text.start();
    }

    /** Walks a text from its first to its last byte. */
    static void walk(Slice text, JsonLimits limits, Sink sink) {
        if (text.length() >= 3 && Utf8.startsWithMark(text.array(), text.start())) {
            text = new Slice(text.array(), text.start() + 3, text.end());
        }
        new Walker(text, limits, sink).document();
    }

    private void document() {
        do {
            boolean complete = value();
            while (complete && depth > 0) {
                complete = closes();
            }
        } while (depth > 0);
        if (next() >= 0) {
            throw expected("nothing more after the value");
        }
    }

    /** Reads a scalar or an empty container and answers true, or the opening of a filled one. */
    private boolean value() {
        int first = next();
        int start = at;
        switch (first) {
            case '{', '[' -> {
                open(first == '{');
                return isEmpty(first == '{');
            }
            case '"' -> at = string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        sink.scalar(start, at);
        return true;
    }

    private void open(boolean object) {
        if (depth == limits.depth()) {
            throw JsonSyntaxException.at(
                    text, at, "Expected at most %d levels of nesting but found more".formatted(depth));
        }
        sink.open(at++);
        objects[depth++] = object;
    }

    /** Whether the container that was just opened closes at once; if it is an object and does not, reads its first key. */
    private boolean isEmpty(boolean object) {
        if (next() == (object ? '}' : ']')) {
            close();
            return true;
        }
        if (object) {
            key("a key or '}'");
        }
        return false;
    }

    /** After a value: whether it was its container's last; if not, reads what leads to the next one. */
    private boolean closes() {
        boolean object = objects[depth - 1];
        int c = next();
        if (c == (object ? '}' : ']')) {
            close();
            return true;
        }
        if (c != ',') {
            throw expected(object ? "',' or '}'" : "',' or ']'");
        }
        at++;
        if (object) {
            next();
            key("a key");
        }
        return false;
    }

    private void close() {
        depth--;
        sink.close(++at);
    }

    private void key(String expected) {
        int start = at;
        if (start == end || bytes[start] != '"') {
            throw expected(expected);
        }
        at = string();
        sink.key(start, at);
        if (next() != ':') {
            throw expected("':'");
        }
        at++;
    }

    private int string() {
        int after = Strings.end(text, at);
        if (after - at - 2 > limits.stringBytes()) {
            throw JsonSyntaxException.at(
                    text,
                    at,
                    "Expected a string of at most %d bytes but found a longer one".formatted(limits.stringBytes()));
        }
        return after;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i == end || bytes[at + i] != word.charAt(i)) {
                throw expected(word);
            }
        }
        at += word.length();
    }

    private void number() {
        int start = at;
        if (at < end && bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits(at == start ? "a value" : "a digit");
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits("a digit");
        }
        exponent();
        if (at - start > limits.numberBytes()) {
            throw JsonSyntaxException.at(
                    text,
                    start,
                    "Expected a number of at most %d bytes but found a longer one".formatted(limits.numberBytes()));
        }
    }

    private void exponent() {
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits("a digit");
        }
    }

    private void digits(String expected) {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw expected(expected);
        }
    }

    /** Skips white space and looks at the byte after it: -1 at the end. */
    private int next() {
        int i = at;
        while (i < end && isSpace(bytes[i])) {
            i++;
        }
        at = i;
        return i < end ? bytes[i] & 0xFF : -1;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private JsonSyntaxException expected(String what) {
        return JsonSyntaxException.expected(what, text, at);
    }
}
