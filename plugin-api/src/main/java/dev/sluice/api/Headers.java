package dev.sluice.api;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an HTTP header, in order, names compared without case; immutable.
 *
 * <p>A change makes a copy, so that a call which nobody changes leaves with the fields it came with.
 */
public final class Headers {

    private static final Headers EMPTY = new Headers(MultiMap.caseInsensitiveMultiMap());

    private final MultiMap fields;

    private Headers(MultiMap fields) {
        this.fields = fields;
    }

    /**
     * No fields.
     *
     * @return the empty header
     */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Wraps fields without copying them.
     *
     * @param fields owned by the result from now on: nobody changes them any more
     * @return the header
     */
    public static Headers wrap(MultiMap fields) {
        return new Headers(fields);
    }

    /**
     * One field.
     *
     * @param name the field's name
     * @param value the field's value
     * @return the header
     */
    public static Headers of(String name, String value) {
        return EMPTY.with(name, value);
    }

    /**
     * A field's first value.
     *
     * @param name in any case
     * @return null if there is no such field
     */
    public @Nullable String get(CharSequence name) {
        return fields.get(name);
    }

    /**
     * All values of a field.
     *
     * @param name in any case
     * @return in order; empty if there is no such field
     */
    public List<String> all(CharSequence name) {
        return fields.getAll(name);
    }

    /**
     * Whether there is such a field.
     *
     * @param name in any case
     * @return true if there is at least one
     */
    public boolean contains(CharSequence name) {
        return fields.contains(name);
    }

    /**
     * Sets a field.
     *
     * @param name its name
     * @param value its only value from now on
     * @return a copy
     * @throws IllegalArgumentException if there is a line break or a NUL in either
     */
    public Headers with(CharSequence name, CharSequence value) {
        check(name);
        check(value);
        return new Headers(copy().set(name, value));
    }

    /**
     * Adds a field, beside those of the same name.
     *
     * @param name its name
     * @param value one more value
     * @return a copy
     * @throws IllegalArgumentException if there is a line break or a NUL in either
     */
    public Headers plus(CharSequence name, CharSequence value) {
        check(name);
        check(value);
        return new Headers(copy().add(name, value));
    }

    /**
     * Removes a field.
     *
     * @param name its name
     * @return a copy, or this if there is no such field
     */
    public Headers without(CharSequence name) {
        return contains(name) ? new Headers(copy().remove(name)) : this;
    }

    /**
     * Visits the fields.
     *
     * @param visitor gets each name and value, in order
     */
    public void forEach(BiConsumer<String, String> visitor) {
        fields.forEach(visitor);
    }

    /**
     * How many different names there are.
     *
     * @return 0 for the empty header
     */
    public int size() {
        return fields.size();
    }

    /** Found here, it is the fault of who set it; found when it is written, nobody knows whose. */
    private static void check(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("expected a header's field in one line");
            }
        }
    }

    private MultiMap copy() {
        return MultiMap.caseInsensitiveMultiMap().addAll(fields);
    }
}
