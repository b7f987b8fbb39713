package dev.sluice.api.json;

/** A text is not the JSON it should be: says where, what was expected and what was found, quoting 20 characters at most. */
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int QUOTED = 20;

    private final int line;
    private final int column;
    private final int offset;

    private JsonSyntaxException(String problem, int line, int column, int offset) {
        super("%s at line %d, column %d (byte %d)".formatted(problem, line, column, offset));
        this.line = line;
        this.column = column;
        this.offset = offset;
    }

    /** An error that {@code problem} says in full. */
    static JsonSyntaxException at(Slice text, int position, String problem) {
        int line = 1;
        int column = 1;
        for (int i = text.start(); i < position; i++) {
            byte b = text.array()[i];
            if (b == '\n') {
                line++;
                column = 1;
            } else if ((b & 0xC0) != 0x80) {
                column++;
            }
        }
        return new JsonSyntaxException(problem, line, column, position - text.start());
    }

    /** An error that says what should have stood at a position, and shows what does. */
    static JsonSyntaxException expected(String expected, Slice text, int position) {
        return at(text, position, "Expected %s but found %s".formatted(expected, found(text, position)));
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** In characters (code points) of the line, counted from 1. */
    public int column() {
        return column;
    }

    /** In bytes from the start of the text. */
    public int offset() {
        return offset;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // It tells about a text, not about code, and clients can cause it at will.
    }

    private static String found(Slice text, int position) {
        if (position >= text.end()) {
            return "the end of the text";
        }
        int until = position;
        while (until < text.end() && until - position < QUOTED && text.array()[until] > ' ') {
            until++;
        }
        return until > position
                ? "'" + new Slice(text.array(), position, until) + "'"
                : "the byte 0x%02x".formatted(text.array()[position]);
    }
}
