package dev.sluice.plugins.redact.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one call, and the values they stand for.
 *
 * <p>Safe on several threads, since a record of the call may be masked while its reply is restored. Bounded: a call in which more different values stand is not one that a model can answer with tokens.
 */
public final class Pseudonyms {

    /** How many different values one call may have. */
    public static final int MAX_VALUES = 20_000;

    private final Keys keys;
    private final Alike alike;
    private final Supplier<Conversation> conversations;
    private volatile @Nullable Conversation conversation;
    private final Map<String, Named> byLetters = new ConcurrentHashMap<>();
    private volatile boolean grown;

    /**
     * Starts without any.
     *
     * @param keys make the tokens
     * @param alike says which values have the same
     * @param conversations tells whose they are, the same every time; asked when there is something to make a token of, which for
     *     most calls is never
     */
    public Pseudonyms(Keys keys, Alike alike, Supplier<Conversation> conversations) {
        this.keys = keys;
        this.alike = alike;
        this.conversations = conversations;
    }

    /**
     * The token of a value.
     *
     * @param entity what the value is
     * @param value as it is written; other ways to write the same, as {@link Alike} says, have the same token, which stands for the first
     * @return the same in every turn
     * @throws TooManyException if there are too many
     */
    public String token(String entity, String value) {
        String letters = letters(entity, value);
        if (byLetters.putIfAbsent(letters, new Named(entity, value)) == null) {
            grown = true;
            if (byLetters.size() > MAX_VALUES) {
                throw new TooManyException();
            }
        }
        return Token.of(Token.label(entity), letters);
    }

    /**
     * The token of a value, if it has one by now.
     *
     * @param entity what the value is
     * @param value as it is written
     * @return null if the value was not seen before
     */
    public @Nullable String known(String entity, String value) {
        String letters = letters(entity, value);
        return byLetters.containsKey(letters) ? Token.of(Token.label(entity), letters) : null;
    }

    /**
     * Whether there are any.
     *
     * @return true if nothing has a token
     */
    public boolean isEmpty() {
        return byLetters.isEmpty();
    }

    /** Whose they are. */
    Conversation conversation() {
        Conversation known = conversation;
        if (known == null) {
            known = conversations.get();
            conversation = known;
        }
        return known;
    }

    /** Whether there are more than were remembered. */
    boolean hasGrown() {
        return grown;
    }

    /** Values by the letters of their tokens. */
    Map<String, Named> all() {
        return byLetters;
    }

    /** Takes what an earlier call has remembered; what this call has seen itself stays. */
    void remember(Map<String, Named> earlier) {
        earlier.forEach(byLetters::putIfAbsent);
    }

    /** The value behind a token; null if there is none. */
    @Nullable String value(String letters) {
        Named named = byLetters.get(letters);
        return named == null ? null : named.value();
    }

    private String letters(String entity, String value) {
        Conversation whose = conversation();
        return Token.letters(keys.hash(whose.tenant(), "token", whose.id(), entity, alike.normal(entity, value)));
    }

    /** A value and what it is. */
    record Named(String entity, String value) {}

    /** More different values than a call may have. */
    public static final class TooManyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyException() {
            super("more than " + MAX_VALUES + " different values in one call");
        }
    }
}
