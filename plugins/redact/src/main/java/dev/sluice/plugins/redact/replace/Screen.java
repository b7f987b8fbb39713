package dev.sluice.plugins.redact.replace;

import dev.sluice.api.text.TextTransformer;
import java.util.function.UnaryOperator;

/**
 * Redacts a reply as it comes, a stretch at a time: up to the end of a line or a sentence, or so many characters. Where stretches
 * end depends on the text alone, so what leaves is the same however the text comes in pieces. What stands on two lines, or on both
 * sides of a full stop, is not found.
 */
public final class Screen implements TextTransformer {

    /** The longest stretch, in characters: so much is held back at most. */
    static final int LONGEST = 512;

    private final UnaryOperator<String> redact;
    private final StringBuilder held = new StringBuilder();
    private boolean ended;

    /**
     * Makes a screen for one channel.
     *
     * @param redact takes a stretch; throws {@link Redactor.BlockedException} to end the reply before it
     */
    public Screen(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    @Override
    public String next(String piece) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < piece.length() && !ended; i++) {
            char c = piece.charAt(i);
            if (endsBefore(c)) {
                release(out);
            }
            held.append(c);
            if (c == '\n') {
                release(out);
            }
        }
        return out.toString();
    }

    @Override
    public String end() {
        StringBuilder out = new StringBuilder();
        release(out);
        return out.toString();
    }

    @Override
    public boolean endsReply() {
        return ended;
    }

    /** A sentence ends with the space behind its full stop; a long stretch with any space, and a longer one anywhere. */
    private boolean endsBefore(char c) {
        int length = held.length();
        char last = length == 0 ? 'a' : held.charAt(length - 1);
        boolean sentence =
                length > 1 && last == ' ' && ".!?".indexOf(held.charAt(length - 2)) >= 0 && Character.isUpperCase(c);
        boolean longer = length >= LONGEST && (last == ' ' || (length >= 2 * LONGEST && !Character.isLowSurrogate(c)));
        return sentence || longer;
    }

    private void release(StringBuilder out) {
        if (ended || held.isEmpty()) {
            return;
        }
        try {
            out.append(redact.apply(held.toString()));
        } catch (Redactor.BlockedException e) {
            ended = true;
        }
        held.setLength(0);
    }
}
