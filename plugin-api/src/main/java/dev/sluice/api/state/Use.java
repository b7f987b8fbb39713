package dev.sluice.api.state;

/**
 * What a part of the shared state is for, and what becomes of it while the store is away.
 *
 * @param name begins with the name of the filter that it belongs to, lower-case words joined by {@code -}
 * @param fallback what an operation does when the store cannot be reached in time
 */
public record Use(String name, Fallback fallback) {

    public Use {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "Expected the name of a use in lower-case words joined by '-', found '" + name + "'");
        }
    }

    /** What an operation does when the store cannot be reached in time. */
    public enum Fallback {
        /** It fails with a {@link StateUnavailableException}. For what must not be guessed. */
        FAIL,
        /** It does nothing: nothing is found, nothing is kept, everything is granted. For what is only a gain. */
        SKIP,
        /**
         * This process does it for itself until the store is back: it finds what it put there itself, and grants its own
         * share of each quota. Never more than the whole, if the operator said how many replicas there are.
         */
        LOCAL
    }
}
