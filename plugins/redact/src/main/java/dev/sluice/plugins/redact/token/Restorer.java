package dev.sluice.plugins.redact.token;

import dev.sluice.api.json.Json;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.api.text.TextTransformers;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts values back where their tokens stand. Holds back what may still become a token; tokens of nobody stay as they are. */
final class Restorer implements TextTransformer {

    private final Pseudonyms pseudonyms;
    private final TokenReader reader;
    private final UnaryOperator<String> escape;
    private String held = "";
    /** The last character that left, since a token is no part of a word. */
    private char before = ' ';

    private Restorer(Pseudonyms pseudonyms, Set<String> labels, boolean isJson) {
        this.pseudonyms = pseudonyms;
        this.reader = new TokenReader(labels, !isJson);
        this.escape = isJson ? Restorer::escaped : UnaryOperator.identity();
    }

    /** Restores every channel of a reply; in a tool's arguments, which are JSON, values are escaped. */
    static TextTransformers of(Pseudonyms pseudonyms) {
        Set<String> labels = pseudonyms.all().values().stream()
                .map(named -> Token.label(named.entity()))
                .collect(Collectors.toUnmodifiableSet());
        return channel -> new Restorer(pseudonyms, labels, channel.kind() == Channel.Kind.TOOL_ARGUMENTS);
    }

    @Override
    public String next(String piece) {
        return held.isEmpty() && !mayBegin(piece) ? passed(piece) : restored(piece, false);
    }

    @Override
    public String end() {
        return restored("", true);
    }

    private boolean mayBegin(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            if (reader.mayBegin(piece.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private String passed(String piece) {
        before = piece.isEmpty() ? before : piece.charAt(piece.length() - 1);
        return piece;
    }

    /** One character of context stands in front of the text, and never leaves again. */
    private String restored(String piece, boolean last) {
        String text = before + held + piece;
        StringBuilder out = new StringBuilder(text.length());
        int from = 1;
        int at = 1;
        while (at < text.length()) {
            TokenReader.Result result =
                    reader.mayBegin(text.charAt(at)) ? reader.read(text, at, last) : TokenReader.Result.NONE;
            if (result == TokenReader.Result.OPEN) {
                break;
            }
            String value = result == TokenReader.Result.TOKEN ? pseudonyms.value(reader.letters()) : null;
            if (value != null) {
                out.append(text, from, at).append(escape.apply(value));
                from = reader.end();
            }
            at = value == null ? at + 1 : from;
        }
        out.append(text, from, at);
        before = text.charAt(at - 1);
        held = text.substring(at);
        return out.toString();
    }

    private static String escaped(String value) {
        String quoted = Json.of(value).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
