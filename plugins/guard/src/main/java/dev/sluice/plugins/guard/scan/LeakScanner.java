package dev.sluice.plugins.guard.scan;

import java.util.function.Consumer;

/** Finds that a text repeats a run of another one, a system prompt say, word by word; case and punctuation do not count. */
public final class LeakScanner implements Scanner {

    private final Prints known;
    private final long[] origins;
    private final char[] ring;
    private long hash;
    private int count;
    private long consumed;

    /**
     * Makes one for one text.
     *
     * @param known of what must not be repeated
     */
    public LeakScanner(Prints known) {
        this.known = known;
        this.origins = new long[known.length()];
        this.ring = new char[known.length()];
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        for (int i = 0; i < piece.count(); i++) {
            char c = piece.folded()[i];
            int slot = Math.floorMod(count++, ring.length);
            hash = known.roll(hash, count > ring.length ? ring[slot] : 0, c);
            ring[slot] = c;
            origins[slot] = piece.origin(i);
            if (count >= ring.length && known.contains(hash)) {
                found.accept(Finding.sure(origins[Math.floorMod(count, ring.length)], piece.origin(i) + 1, ""));
                count = 0; // What follows is another finding, once it is as long again.
                hash = 0;
            }
        }
        consumed = piece.end();
    }

    /** A run that has only begun is not known to be one: so much of the text is held back. */
    @Override
    public long clear() {
        if (count == 0) {
            return consumed;
        }
        return count < ring.length ? origins[0] : origins[Math.floorMod(count + 1, ring.length)];
    }

    @Override
    public long seen() {
        return consumed;
    }

    /** Fingerprints of the runs of one text: a rolling hash (Karp and Rabin, 1987) of every few. Immutable. */
    public static final class Prints {

        private static final long BASE = 0x9E3779B97F4A7C15L;
        private static final int STEP = 8;
        private static final int MAX = 1 << 16;

        private final int length;
        private final long lead;
        private final long[] table;

        /**
         * Takes them.
         *
         * @param text of which the first {@value #MAX} folded characters count
         * @param length of a run, in folded characters; one that is {@value #STEP} longer is always found
         */
        public Prints(String text, int length) {
            this.length = length;
            this.lead = power(length - 1);
            Piece piece = new Folder().next(text);
            int characters = Math.min(piece.count(), MAX);
            table = new long[Integer.highestOneBit(Math.max(1, characters / STEP)) * 4];
            long hash = 0;
            for (int i = 0; i < characters; i++) {
                hash = roll(hash, i >= length ? piece.folded()[i - length] : 0, piece.folded()[i]);
                if (i >= length - 1 && i % STEP == 0) {
                    table[free(hash)] = hash;
                }
            }
        }

        int length() {
            return length;
        }

        long roll(long hash, char out, char in) {
            return (hash - out * lead) * BASE + in;
        }

        boolean contains(long hash) {
            return hash != 0 && table[free(hash)] == hash;
        }

        /** Where a hash stands, or may be put. */
        private int free(long hash) {
            int slot = (int) (hash >>> 40) & (table.length - 1);
            while (table[slot] != 0 && table[slot] != hash) {
                slot = (slot + 1) & (table.length - 1);
            }
            return slot;
        }

        private static long power(int exponent) {
            long power = 1;
            for (int i = 0; i < exponent; i++) {
                power *= BASE;
            }
            return power;
        }
    }
}
