package dev.sluice.proxy.dialect.openai.codec;

/** Tells when the arguments of a tool call, a JSON object that comes in pieces, are all there. */
final class ArgumentsEnd {

    private int depth;
    private boolean begun;
    private boolean quoted;
    private boolean escaped;

    void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            add(piece.charAt(i));
        }
    }

    private void add(char c) {
        if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = c == '\\';
            quoted = c != '"';
        } else {
            structure(c);
        }
    }

    private void structure(char c) {
        switch (c) {
            case '"' -> quoted = true;
            case '{', '[' -> {
                begun = true;
                depth++;
            }
            case '}', ']' -> depth--;
            default -> {}
        }
    }

    boolean isReached() {
        return begun && depth <= 0 && !quoted;
    }
}
