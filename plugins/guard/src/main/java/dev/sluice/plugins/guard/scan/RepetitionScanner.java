package dev.sluice.plugins.guard.scan;

import dev.sluice.api.plugin.Checkpoint;
import java.util.function.Consumer;

/**
 * Finds that a text goes round in circles: a run of folded characters that repeats with one period for longer than a bound.
 *
 * <p>For each period it counts how many characters in a row equal those one period before; a loop is found once it has gone
 * on for {@code times} periods and at least {@value #SHORTEST} characters. Rows of one character (rulers, dots) do not fold to
 * letters, so they are not looked at.
 */
public final class RepetitionScanner implements Scanner {

    private static final int SHORTEST = 80;
    private static final int PERIODS = 128;

    private static final int SLICE = 0xFFF;

    private final int times;
    private final char[] ring = new char[PERIODS];
    private final int[] runs = new int[PERIODS];
    private long count;
    private long consumed;
    private boolean told;

    /**
     * Makes one for one text.
     *
     * @param times how often a run may repeat
     */
    public RepetitionScanner(int times) {
        this.times = times;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        for (int i = 0; i < piece.count() && !told; i++) {
            if ((i & SLICE) == 0) {
                Checkpoint.pass();
            }
            take(piece.folded()[i], piece.origin(i), found);
        }
        consumed = piece.end();
    }

    @Override
    public long clear() {
        return told ? EVERYTHING : consumed;
    }

    private void take(char c, long position, Consumer<Finding> found) {
        int known = (int) Math.min(count, PERIODS - 1);
        for (int period = 1; period <= known; period++) {
            boolean same = ring[(int) ((count - period) & (PERIODS - 1))] == c;
            runs[period] = same ? runs[period] + 1 : 0;
            if (runs[period] >= Math.max(SHORTEST, period * times)) {
                told = true;
            }
        }
        ring[(int) (count++ & (PERIODS - 1))] = c;
        if (told) {
            found.accept(Finding.sure(position, position + 1, ""));
        }
    }
}
