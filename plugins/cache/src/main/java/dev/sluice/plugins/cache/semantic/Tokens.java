package dev.sluice.plugins.cache.semantic;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a text into words, numbers and code, in one pass. */
final class Tokens {

    private static final String OPENS = "\"'([{<«“‘„¿¡*";
    private static final String CLOSES = "\"')]}>»”’“.,;:!?…*";
    private static final String ENDS_SENTENCE = ".!?:";

    /** Signs that stand for themselves between blanks, and those that are marks of a text unless a number or a variable stands before them. */
    private static final String OPERATORS = "+<>=^%~≤≥≠≈";

    private static final String MARKS_OR_OPERATORS = "-*/|&";

    /** Other spellings of signs. */
    private static final Map<Character, Character> SPELLINGS =
            Map.of('−', '-', '–', '-', '—', '-', '×', '*', '∗', '*', '·', '*', '÷', '/');

    private final List<Token> found = new ArrayList<>();
    private boolean sentenceStarts = true;

    private Tokens() {}

    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        /** A sign that changes a number, such as {@code %}. */
        SIGN,
        CODE
    }

    /**
     * One token.
     *
     * @param text as it stands there, without marks around it
     * @param kind what it is
     * @param first whether it begins a sentence
     */
    record Token(String text, Kind kind, boolean first) {}

    static List<Token> of(String text) {
        Tokens tokens = new Tokens();
        String[] spans = Normalizer.normalize(text, Normalizer.Form.NFKC).split("`", -1);
        for (int i = 0; i < spans.length; i++) {
            boolean quoted = i % 2 == 1 && i + 1 < spans.length;
            if (quoted) {
                tokens.add(withoutCall(spans[i].strip()), Kind.CODE);
            } else {
                for (String chunk : spans[i].split("\\s", -1)) {
                    tokens.chunk(chunk);
                }
            }
        }
        return tokens.found;
    }

    private void chunk(String chunk) {
        if (isOperator(chunk)) {
            add(spelled(chunk), Kind.SIGN);
            return;
        }
        int start = 0;
        int end = chunk.length();
        while (start < end && OPENS.indexOf(chunk.charAt(start)) >= 0 && !compares(chunk, start)) {
            start++;
        }
        boolean call = chunk.contains("()");
        while (end > start && CLOSES.indexOf(chunk.charAt(end - 1)) >= 0) {
            end--;
        }
        String body = withoutCall(chunk.substring(start, end));
        if (!body.isEmpty()) {
            body(body, call);
        }
        if (end < chunk.length() && chunk.substring(end).chars().anyMatch(c -> ENDS_SENTENCE.indexOf(c) >= 0)) {
            sentenceStarts = true;
        }
    }

    /** A {@code <} before a number opens nothing. */
    private static boolean compares(String chunk, int at) {
        return chunk.charAt(at) == '<' && at + 1 < chunk.length() && Character.isDigit(chunk.charAt(at + 1));
    }

    private boolean isOperator(String chunk) {
        String signs = spelled(chunk);
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

    private static String spelled(String signs) {
        StringBuilder plain = new StringBuilder(signs.length());
        signs.chars().forEach(c -> plain.append((char) SPELLINGS.getOrDefault((char) c, (char) c)));
        return plain.toString();
    }

    private void body(String body, boolean call) {
        if (call || isCode(body)) {
            add(body, Kind.CODE);
        } else if (body.chars().anyMatch(Character::isDigit)) {
            pieces(body);
        } else {
            for (String word : body.split("[-/–—,&…]", -1)) {
                if (word.chars().anyMatch(Character::isLetter)) {
                    add(word, Kind.WORD);
                }
            }
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
        return body.length() > 1 && spelled(body.substring(0, 1)).equals("-") && Character.isDigit(body.charAt(1));
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
            add(piece.replace(",", ""), Kind.NUMBER);
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
            found.add(new Token(text, kind, sentenceStarts));
            sentenceStarts = false;
        }
    }

    private static String withoutCall(String text) {
        return text.endsWith("()") ? text.substring(0, text.length() - 2) : text;
    }

    /** Identifiers, paths, flags, addresses: what is equal only if every sign of it is. */
    private static boolean isCode(String body) {
        return body.indexOf('_') >= 0
                || body.indexOf('\\') >= 0
                || body.indexOf('@') >= 0
                || body.indexOf('=') >= 0
                || body.indexOf('<') > 0
                || (body.length() > 1 && "-!~".indexOf(body.charAt(0)) >= 0 && !Character.isDigit(body.charAt(1)))
                || body.startsWith("/")
                || body.startsWith("#")
                || (body.startsWith("$") && body.chars().noneMatch(Character::isDigit))
                || body.contains("::")
                || body.contains("->")
                || body.contains("://")
                || hasHump(body)
                || hasInnerDot(body);
    }

    private static boolean hasHump(String body) {
        for (int i = 1; i < body.length(); i++) {
            if (Character.isUpperCase(body.charAt(i)) && Character.isLowerCase(body.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasInnerDot(String body) {
        int dot = body.indexOf('.');
        return dot > 0 && dot + 1 < body.length() && body.chars().noneMatch(Character::isDigit);
    }
}
