package dev.sluice.api.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What could not be carried over from one dialect to another; filled by codecs as they read and write one call.
 *
 * <p>At most {@value #MAX} are kept, each field once: a stream may lose the same thing a thousand times.
 */
public final class Losses {

    /** How many are kept. */
    public static final int MAX = 32;

    private final List<Loss> all = new ArrayList<>(0);

    /** Starts with none. */
    public Losses() {}

    /**
     * Something that was not carried over as it was said.
     *
     * @param field where it stood, such as {@code messages[2].name} or {@code logit_bias}
     * @param reason what became of it and why, a phrase
     */
    public record Loss(String field, String reason) {

        /** As a warning says it. */
        @Override
        public String toString() {
            return field + ": " + reason;
        }
    }

    /**
     * Notes one.
     *
     * @param field where it stood
     * @param reason what became of it and why
     */
    public void add(String field, String reason) {
        if (all.size() < MAX && all.stream().noneMatch(loss -> loss.field().equals(field))) {
            all.add(new Loss(field, reason));
        }
    }

    /**
     * Whether nothing was lost so far.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Those so far.
     *
     * @return a view, in order
     */
    public List<Loss> all() {
        return Collections.unmodifiableList(all);
    }
}
