package dev.sluice.plugins.cache.semantic;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into words, numbers and code, in one pass. */
final class Tokens {

    private static final String OPENS = "\"'([{<«“‘„¿¡*";
    private static final String CLOSES = "\"')]}>»”’“.,;:!?…*";
    private static final String ENDS_SENTENCE = ".!?:";
    private static final String PAUSES = ".!?,;…";
    private static final String QUOTES = "\"“”„«»";
    private static final String BRACKETS = "()[]{}";
    private static final String BULLETS = "-*•·|#";

    /** Signs that stand for themselves between blanks, and those that are marks of a text unless a number or a variable stands before them. */
    private static final String OPERATORS = "+<>=^%~≤≥≠≈";

    private static final String MARKS_OR_OPERATORS = "-*/|&";

    private final List<Token> found = new ArrayList<>();
    private boolean sentenceStarts = true;
    private boolean lineStarts = true;
    private boolean spanStarts;
    private boolean quoted;
    private boolean labels;
    private char pause = NO_PAUSE;

    /** Before a token that nothing stands apart from the one before it. */
    static final char NO_PAUSE = ' ';

    private Tokens() {}

    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        /** A sign that changes a number, such as {@code %}. */
        SIGN,
        /** A picture, a bracket, or another sign that stands for itself. */
        SYMBOL,
        CODE
    }

    /**
     * One token.
     *
     * @param text as it stands there, without marks around it
     * @param kind what it is
     * @param first whether it begins a sentence
     * @param quoted whether it stands in quotes
     * @param label whether it stands in brackets, or next to digits, as the {@code a} in {@code 2(a)} does
     * @param pause what stands between it and the token before: a colon, a comma (for all other marks), or {@link #NO_PAUSE}
     */
    record Token(String text, Kind kind, boolean first, boolean quoted, boolean label, char pause) {}

    static List<Token> of(String text) {
        Tokens tokens = new Tokens();
        String[] spans = Signs.normal(text).split("`", -1);
        for (int i = 0; i < spans.length; i++) {
            boolean code = i % 2 == 1 && i + 1 < spans.length;
            if (code) {
                tokens.add(withoutCall(spans[i].strip()), Kind.CODE);
            } else {
                tokens.span(spans[i]);
            }
        }
        return tokens.found;
    }

    private void span(String span) {
        String[] lines = span.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                lineStarts = true;
                pause(',');
                indent(lines[i]);
            }
            String[] parts = lines[i].strip().split("\\s+", -1);
            for (int part = 0; part < parts.length; part++) {
                spanStarts = i == 0 && part == 0 && !found.isEmpty();
                chunk(parts[part], part + 1 == parts.length);
            }
        }
    }

    /** How far a line stands in says in code what belongs together. */
    private void indent(String line) {
        int blanks = line.length() - line.stripLeading().length();
        if (blanks > 1 && blanks < line.length()) {
            add("→" + blanks, Kind.SYMBOL);
            lineStarts = true;
        }
    }

    private void chunk(String chunk, boolean last) {
        if (isOperator(chunk)) {
            add(Signs.spelled(chunk), Kind.SIGN);
            return;
        }
        int start = 0;
        int end = chunk.length();
        while (start < end && OPENS.indexOf(chunk.charAt(start)) >= 0 && !compares(chunk, start)) {
            start++;
        }
        boolean call = chunk.contains("()");
        while (end > start && CLOSES.indexOf(chunk.charAt(end - 1)) >= 0 && !counts(chunk, start, end - 1)) {
            end--;
        }
        String before = chunk.substring(0, start);
        String behind = chunk.substring(end);
        String body = withoutCall(chunk.substring(star(chunk, start, behind), end));
        if (body.isEmpty()) {
            marks(chunk, last);
            return;
        }
        quoted |= Signs.has(before, QUOTES) || (Signs.has(before, "'‘") && Signs.has(behind, "'’"));
        boolean operand = body.length() == 1 || body.chars().anyMatch(Character::isDigit);
        labels = Signs.has(before, BRACKETS) && Signs.has(behind, BRACKETS);
        brackets(before, operand && !labels);
        body(before.endsWith("<") && behind.startsWith(">") ? "<" + body + ">" : body, call);
        brackets(behind, operand && !Signs.has(before, BRACKETS));
        labels = false;
        quoted &= !Signs.has(behind, QUOTES + "'’");
        if (Signs.has(behind, PAUSES + ":")) {
            pause(Signs.has(behind, ":") ? ':' : ',');
        }
        if (Signs.has(behind, ENDS_SENTENCE)) {
            sentenceStarts = true;
        }
    }

    /** Brackets around more than one operand, {@code (2 + 3) * 4}, or around words, which they set apart. */
    private void brackets(String marks, boolean group) {
        if (group) {
            marks.chars().filter(c -> BRACKETS.indexOf(c) >= 0).forEach(c -> add(Character.toString(c), Kind.SYMBOL));
        } else if (Signs.has(marks, BRACKETS)) {
            pause(',');
        }
    }

    /** A star before a word is emphasis only if there is one behind it, too. */
    private static int star(String chunk, int start, String behind) {
        boolean alone = start > 0 && chunk.charAt(start - 1) == '*' && behind.indexOf('*') < 0;
        return alone ? chunk.substring(0, start).indexOf('*') : start;
    }

    /** What is a part of a number or a name although it looks like a mark behind it: {@code 5!}, {@code f'}, {@code A*}. */
    private boolean counts(String chunk, int start, int at) {
        char mark = chunk.charAt(at);
        return switch (mark) {
            case '!', '\'', '"', '’', '”' ->
                (at == start + 1 || (at > start && Character.isDigit(chunk.charAt(at - 1))))
                        && !quoted
                        && !Signs.has(chunk.substring(0, start), "\"'“‘");
            case '*' -> chunk.substring(0, start).indexOf('*') < 0;
            default -> false;
        };
    }

    /** Marks that stand alone: a bullet, a pause, or what is asked about. */
    private void marks(String chunk, boolean last) {
        if (chunk.isEmpty() || (lineStarts && chunk.length() == 1 && Signs.has(chunk, BULLETS))) {
            return;
        }
        boolean ends = last || spanStarts;
        if ((ends && chunk.length() == 1 && Signs.has(chunk, PAUSES + ":")) || chunk.contains("...")) {
            pause(Signs.has(chunk, ":") ? ':' : ',');
        } else {
            add(chunk, Kind.SYMBOL);
        }
    }

    private void pause(char mark) {
        pause = pause == ':' ? pause : mark;
    }

    /** A {@code <} before a number opens nothing. */
    private static boolean compares(String chunk, int at) {
        return chunk.charAt(at) == '<' && at + 1 < chunk.length() && Character.isDigit(chunk.charAt(at + 1));
    }

    private boolean isOperator(String chunk) {
        String signs = Signs.spelled(chunk);
        if (signs.isEmpty() || !signs.chars().allMatch(c -> (OPERATORS + MARKS_OR_OPERATORS + "!").indexOf(c) >= 0)) {
            return false;
        }
        return signs.chars().anyMatch(c -> OPERATORS.indexOf(c) >= 0)
                || (signs.charAt(0) != '!' && !found.isEmpty() && isOperand(found.getLast()));
    }

    private static boolean isOperand(Token token) {
        return token.kind() == Kind.NUMBER
                || (token.kind() == Kind.WORD && token.text().length() == 1);
    }

    private void body(String body, boolean call) {
        if (call || Signs.isCode(body)) {
            add(body, Kind.CODE);
        } else if (body.chars().anyMatch(Character::isDigit)) {
            labels = true;
            pieces(body);
        } else if (body.chars().noneMatch(Character::isLetter)) {
            symbols(body);
        } else if (Signs.isFormula(body)) {
            add(Signs.spelled(body), Kind.WORD);
        } else {
            words(body);
        }
    }

    /** Words that a hyphen binds stay one token; what other signs bind is several. */
    private void words(String body) {
        String[] words = body.split("[/–—,&…]", -1);
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (i > 0) {
                pause(',');
            }
            if (word.chars().anyMatch(Character::isLetter)) {
                add(word.length() > 2 ? Signs.withoutHyphens(word) : word, Kind.WORD);
            } else if (!word.isEmpty()) {
                symbols(word);
            }
        }
    }

    /** Signs, currencies and pictures, which mean what they are. */
    private void symbols(String body) {
        if (body.equals("&")) {
            add("and", Kind.WORD);
        } else if (BULLETS.contains(body) || "/–—".contains(body)) {
            if (!lineStarts) {
                pause(',');
            }
        } else {
            add(body, Kind.SYMBOL);
        }
    }

    /** Digits apart from what stands before and behind them: currencies, units. */
    private void pieces(String body) {
        int at = 0;
        if (isNegative(body)) {
            at = numberEnd(body, 1);
            piece("-" + body.substring(1, at), true);
        }
        while (at < body.length()) {
            int start = at;
            boolean digit = Character.isDigit(body.charAt(at));
            while (at < body.length() && !digit && !Character.isDigit(body.charAt(at))) {
                at++;
            }
            at = digit ? numberEnd(body, at) : at;
            piece(body.substring(start, at), digit);
        }
    }

    private static boolean isNegative(String body) {
        return body.length() > 1
                && Signs.spelled(body.substring(0, 1)).equals("-")
                && Character.isDigit(body.charAt(1));
    }

    private static int numberEnd(String body, int from) {
        int at = from;
        while (at < body.length() && isNumeric(body, at)) {
            at++;
        }
        return at;
    }

    private void piece(String piece, boolean digit) {
        if (digit) {
            add(Signs.isGrouped(piece) ? piece.replace(",", "") : piece, Kind.NUMBER);
        } else if (piece.chars().anyMatch(Character::isLetter)) {
            add(piece.replaceAll("[^\\p{L}\\p{M}]", ""), Kind.WORD);
            piece.chars().filter(c -> OPERATORS.indexOf(c) >= 0).forEach(c -> add(Character.toString(c), Kind.SIGN));
        } else if (!piece.equals("-") && !piece.equals("/")) {
            add(piece, Kind.SIGN);
        }
    }

    private static boolean isNumeric(String body, int at) {
        char c = body.charAt(at);
        boolean between = at + 1 < body.length() && Character.isDigit(body.charAt(at + 1));
        return Character.isDigit(c) || (between && (c == '.' || c == ',' || c == ':' || c == '-' || c == '/'));
    }

    private void add(String text, Kind kind) {
        if (!text.isEmpty()) {
            found.add(new Token(text, kind, sentenceStarts, quoted, labels, pause));
            sentenceStarts = false;
            lineStarts = false;
            pause = NO_PAUSE;
        }
    }

    private static String withoutCall(String text) {
        return text.endsWith("()") ? text.substring(0, text.length() - 2) : text;
    }
}
