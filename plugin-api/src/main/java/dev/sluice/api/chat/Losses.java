package dev.sluice.api.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was not carried over as it was said from one dialect to another; filled by codecs as they read and write one call.
 *
 * <p>At most {@value #MAX} are kept, each field once, by the worst that became of it: a stream may lose the same thing a thousand
 * times. Where there are more, what is {@linkplain Kind#LOST lost} takes the place of what is not.
 */
public final class Losses {

    /** How many are kept. */
    public static final int MAX = 32;

    private final List<Loss> all = new ArrayList<>(0);
    private boolean more;

    /** Starts with none. */
    public Losses() {}

    /** What became of a field, from the least on. */
    public enum Kind {
        /** It was left out, and asked for what happens anyway: nobody need know. */
        USUAL,
        /** Nobody had said it, and the other dialect wants it: it was filled in. */
        ADDED,
        /** It arrives as the nearest that the other dialect has. */
        MAPPED,
        /** The other dialect has no word for it, or not for all of it. */
        LOST
    }

    /**
     * Something that was not carried over as it was said.
     *
     * @param field where it stood, such as {@code messages[2].name} or {@code logit_bias}
     * @param reason what became of it and why, a phrase
     * @param kind what became of it
     */
    public record Loss(String field, String reason, Kind kind) {

        /** As a warning says it. */
        @Override
        public String toString() {
            return field + ": " + reason;
        }
    }

    /**
     * Notes what is lost.
     *
     * @param field where it stood
     * @param reason what became of it and why
     */
    public void add(String field, String reason) {
        note(new Loss(field, reason, Kind.LOST));
    }

    /**
     * Notes what arrives as the nearest that there is.
     *
     * @param field where it stood
     * @param reason what became of it and why
     */
    public void mapped(String field, String reason) {
        note(new Loss(field, reason, Kind.MAPPED));
    }

    /**
     * Notes what nobody had said.
     *
     * @param field where it stands now
     * @param reason what was filled in and why
     */
    public void added(String field, String reason) {
        note(new Loss(field, reason, Kind.ADDED));
    }

    /**
     * Notes what was left out because it happens anyway.
     *
     * @param field where it stood
     */
    public void usual(String field) {
        note(new Loss(field, "asks for what happens anyway", Kind.USUAL));
    }

    /**
     * Whether nothing was noted so far.
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

    /**
     * Whether some found no room.
     *
     * @return true if there were more than are kept
     */
    public boolean hasMore() {
        return more;
    }

    private void note(Loss loss) {
        int known = place(loss);
        if (known >= 0) {
            if (all.get(known).kind().compareTo(loss.kind()) < 0) {
                all.set(known, loss);
            }
        } else if (all.size() < MAX) {
            all.add(loss);
        } else {
            more = true;
            crowdIn(loss);
        }
    }

    private int place(Loss loss) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).field().equals(loss.field())) {
                return i;
            }
        }
        return -1;
    }

    private void crowdIn(Loss loss) {
        for (int i = MAX - 1; i >= 0 && loss.kind() == Kind.LOST; i--) {
            if (all.get(i).kind() != Kind.LOST) {
                all.set(i, loss);
                return;
            }
        }
    }
}
