package dev.sluice.api;

/**
 * Takes out of a text what must not be kept. A filter that knows what is secret in a call notes one in the call's
 * {@link Journal#maskWith journal}; whoever stores, logs or traces texts of that call applies it first, and keeps nothing
 * of a text for which it fails.
 */
@FunctionalInterface
public interface Masking {

    /**
     * Masks one text, all of it: a secret that was cut in two is not known again.
     *
     * @param text any text of the call, its reply's included
     * @return the text as it may be kept; called on any thread, also after the call has ended
     */
    String mask(String text);

    /**
     * Puts another after this one.
     *
     * @param next masks what this one returns
     * @return both
     */
    default Masking andThen(Masking next) {
        return text -> next.mask(mask(text));
    }
}
