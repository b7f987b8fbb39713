package dev.sluice.plugins.validate.structured;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads a JSON text (RFC 8259) as it comes and writes it, repaired; fails at the first character after which nothing could make
 * it JSON. Holds back a comma, an escape and the spaces behind them, and a fence.
 */
final class JsonStream {

    private static final int MAX_DEPTH = 256;
    private static final int LONGEST_FENCE = 32;
    private static final String FENCE = "```";

    /** What may come next. */
    private enum State {
        START,
        VALUE,
        FIRST_ITEM,
        FIRST_KEY,
        KEY,
        COLON,
        AFTER,
        STRING,
        ESCAPE,
        SCALAR,
        DONE
    }

    /** A text that is no JSON, and cannot become any. */
    static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotJson(String message) {
            super(message, null, false, false);
        }
    }

    private final Set<Repair> allowed;
    private final Set<Repair> made = EnumSet.noneOf(Repair.class);
    private final BitSet objects = new BitSet(); // Whether each open bracket is one of an object.
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder held = new StringBuilder(); // A comma with the spaces behind it, an escape, a fence.
    private final StringBuilder scalar = new StringBuilder();
    private State state = State.START;
    private int depth;
    private boolean key;
    private boolean fenced;
    private long position;

    JsonStream(Set<Repair> allowed) {
        this.allowed = allowed;
    }

    /** Takes a piece and returns what leaves. */
    String next(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i));
            position++;
        }
        return drained();
    }

    /** The text is over; returns the rest. */
    String end() {
        if (state == State.SCALAR && depth == 0 && Scalars.isWhole(scalar)) {
            state = State.DONE;
        }
        boolean open = state != State.DONE || (held.length() > 0 && !FENCE.contentEquals(held));
        if (open && !allowed.contains(Repair.TRUNCATION)) {
            throw new NotJson("a JSON document that ends, found one that breaks off");
        }
        if (open && position > 0) {
            made.add(Repair.TRUNCATION);
            close();
        }
        return drained();
    }

    /** What was put right so far. */
    Set<Repair> repairs() {
        return made;
    }

    boolean isEmpty() {
        return position == 0;
    }

    /** What may leave by now. */
    String drained() {
        String leaving = out.toString();
        out.setLength(0);
        return leaving;
    }

    private void take(char c) {
        switch (state) {
            case STRING -> string(c);
            case ESCAPE -> escape(c);
            case SCALAR -> scalar(c);
            case START -> start(c);
            case DONE -> done(c);
            case AFTER -> after(c);
            default -> token(c);
        }
    }

    private void start(char c) {
        if (held.length() > 0 || c == '`') {
            held.append(c);
            boolean begins = FENCE.startsWith(held.substring(0, Math.min(FENCE.length(), held.length())));
            if (!begins || held.length() > LONGEST_FENCE || !allowed.contains(Repair.FENCE)) {
                throw expected("a JSON document");
            }
            if (c == '\n') {
                held.setLength(0);
                fenced = true;
                made.add(Repair.FENCE);
                state = State.VALUE;
            }
        } else {
            value(c);
        }
    }

    private void done(char c) {
        if (c == '`' && fenced && held.length() < FENCE.length()) {
            held.append(c);
        } else if (!isSpace(c)) {
            throw expected("nothing after the document");
        } else if (!fenced) {
            out.append(c);
        }
    }

    private void token(char c) {
        if (isSpace(c)) {
            out.append(c);
            return;
        }
        switch (state) {
            case COLON -> {
                require(c == ':', "a colon");
                out.append(c);
                state = State.VALUE;
            }
            case FIRST_KEY, KEY -> {
                if (c == '}' && state == State.FIRST_KEY) {
                    close(c);
                } else {
                    require(c == '"', "a name in double quotes");
                    begin(true);
                }
            }
            case FIRST_ITEM -> {
                if (c == ']') {
                    close(c);
                } else {
                    value(c);
                }
            }
            default -> value(c);
        }
    }

    private void value(char c) {
        switch (c) {
            case '{', '[' -> open(c);
            case '"' -> begin(false);
            default -> {
                if (isSpace(c)) {
                    out.append(c);
                } else {
                    state = State.SCALAR;
                    scalar.setLength(0);
                    scalar(c);
                }
            }
        }
    }

    private void scalar(char c) {
        scalar.append(c);
        if (Scalars.mayBegin(scalar)) {
            out.append(c);
            return;
        }
        scalar.setLength(scalar.length() - 1);
        require(Scalars.isWhole(scalar), "a value");
        valueEnds();
        take(c);
    }

    private void string(char c) {
        require(c >= ' ', "an escape in the place of a control character");
        if (c == '\\') {
            held.append(c);
            state = State.ESCAPE;
            return;
        }
        out.append(c);
        if (c == '"') {
            if (key) {
                state = State.COLON;
            } else {
                valueEnds();
            }
        }
    }

    private void escape(char c) {
        held.append(c);
        boolean unicode = held.charAt(1) == 'u';
        boolean right = held.length() == 2 ? "\"\\/bfnrtu".indexOf(c) >= 0 : Character.digit(c, 16) >= 0;
        require(right, "an escape that JSON has");
        if (!unicode || held.length() == 6) {
            out.append(held);
            held.setLength(0);
            state = State.STRING;
        }
    }

    /** A comma waits for what comes behind it: a closing bracket, and it should not be there. */
    private void after(char c) {
        boolean comma = held.length() > 0;
        boolean object = objects.get(depth);
        if (isSpace(c)) {
            (comma ? held : out).append(c);
        } else if (c == (object ? '}' : ']')) {
            if (comma) {
                require(allowed.contains(Repair.TRAILING_COMMA), "another element after the comma");
                made.add(Repair.TRAILING_COMMA);
                out.append(held, 1, held.length());
                held.setLength(0);
            }
            close(c);
        } else if (comma) {
            out.append(held);
            held.setLength(0);
            state = object ? State.KEY : State.VALUE;
            take(c);
        } else {
            require(c == ',', "a comma or a closing bracket");
            held.append(c);
        }
    }

    private void open(char c) {
        require(++depth <= MAX_DEPTH, "at most " + MAX_DEPTH + " levels");
        objects.set(depth, c == '{');
        out.append(c);
        state = c == '{' ? State.FIRST_KEY : State.FIRST_ITEM;
    }

    private void begin(boolean isKey) {
        key = isKey;
        out.append('"');
        state = State.STRING;
    }

    private void close(char c) {
        out.append(c);
        depth--;
        valueEnds();
    }

    private void valueEnds() {
        state = depth == 0 ? State.DONE : State.AFTER;
    }

    /** Closes what is open, with as little as makes it JSON. */
    private void close() {
        held.setLength(0);
        if (state == State.ESCAPE) {
            state = State.STRING;
        }
        if (state == State.STRING) {
            out.append('"');
            state = key ? State.COLON : State.AFTER;
        }
        switch (state) {
            case COLON -> out.append(":null");
            case VALUE -> out.append("null");
            case KEY -> out.append("\"\":null");
            case SCALAR -> out.append(Scalars.rest(scalar));
            default -> {}
        }
        while (depth > 0) {
            out.append(objects.get(depth--) ? '}' : ']');
        }
        state = State.DONE;
    }

    private void require(boolean right, String expected) {
        if (!right) {
            throw expected(expected);
        }
    }

    private NotJson expected(String what) {
        return new NotJson(what + " at character " + position + ", found something else");
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
