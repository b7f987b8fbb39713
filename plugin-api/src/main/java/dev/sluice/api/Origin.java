package dev.sluice.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who answered a call. */
public final class Origin {

    /** A filter, or Sluice itself, without anybody being asked for this call. */
    public static final Origin INSIDE = new Origin(null);

    private final @Nullable Target target;

    private Origin(@Nullable Target target) {
        this.target = target;
    }

    /**
     * A provider was asked, and this is its answer.
     *
     * @param target who was asked
     * @return the origin
     */
    public static Origin upstream(Target target) {
        return new Origin(target);
    }

    /**
     * Who was asked for this answer.
     *
     * @return null if nobody was for this call: a filter answered, or a cache that had the answer already
     */
    public @Nullable Target target() {
        return target;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin && Objects.equals(target, origin.target);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(target);
    }

    @Override
    public String toString() {
        return target == null ? "inside" : target.toString();
    }
}
