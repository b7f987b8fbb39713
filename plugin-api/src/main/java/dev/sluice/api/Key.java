package dev.sluice.api;

/**
 * Names a value that filters attach to a call for those below them.
 *
 * <p>Keys are equal if their name and type are. So two plugins, which never see each other's classes, share a key by its name,
 * given a type that both see: one of the JDK or of this API. What only one plugin is to know has a type of its own.
 *
 * @param name what it is called in records and messages; begins with its owner's name, as in {@code guard.score}
 * @param type the value's type; immutable, since copies of a call share it
 * @param <T> the value's type
 */
public record Key<T>(String name, Class<T> type) {

    /**
     * Makes a key.
     *
     * @param name begins with its owner's name
     * @param type the value's type
     * @param <T> the value's type
     * @return equal to every other of this name and type
     */
    public static <T> Key<T> of(String name, Class<T> type) {
        return new Key<>(name, type);
    }

    @Override
    public String toString() {
        return name;
    }
}
