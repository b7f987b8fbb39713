package dev.sluice.api;

/**
 * Names a value that filters attach to a call for those below them. Two keys are the same only if they are the same
 * object, so a plugin publishes a key by making it a public constant.
 *
 * @param <T> the value's type; immutable, since copies of a call share it
 */
@SuppressWarnings("UnusedTypeParameter") // It types what Call.with takes and Call.get gives.
public final class Key<T> {

    private final String name;

    private Key(String name) {
        this.name = name;
    }

    /**
     * Makes a key.
     *
     * @param name what it is called in records and messages
     * @param <T> the value's type
     * @return a key equal to no other
     */
    public static <T> Key<T> named(String name) {
        return new Key<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
