package dev.sluice.plugins.cache.semantic;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into words, numbers and code, in one pass. */
final class Tokens {

    private static final String OPENS = "\"'([{<«“‘„¿¡*";
    private static final String CLOSES = "\"')]}>»”’“.,;:!?…*";
    private static final String ENDS_SENTENCE = ".!?:";

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
        int start = 0;
        int end = chunk.length();
        while (start < end && OPENS.indexOf(chunk.charAt(start)) >= 0) {
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
        while (at < body.length()) {
            int start = at;
            boolean digit = Character.isDigit(body.charAt(at));
            while (at < body.length() && (digit ? isNumeric(body, at) : !Character.isDigit(body.charAt(at)))) {
                at++;
            }
            piece(body.substring(start, at), digit);
        }
    }

    private void piece(String piece, boolean digit) {
        if (digit) {
            add(piece.replace(",", ""), Kind.NUMBER);
        } else if (piece.chars().anyMatch(Character::isLetter)) {
            add(piece.replaceAll("[^\\p{L}\\p{M}]", ""), Kind.WORD);
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
                || body.startsWith("--")
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
