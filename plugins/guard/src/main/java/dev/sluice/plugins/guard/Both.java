package dev.sluice.plugins.guard;

import dev.sluice.plugins.guard.scan.Finding;
import dev.sluice.plugins.guard.scan.Piece;
import dev.sluice.plugins.guard.scan.Scanner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Two scanners as one. */
record Both(Scanner one, Scanner other) implements Scanner {

    static @Nullable Scanner of(@Nullable Scanner one, @Nullable Scanner other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Both(one, other);
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        one.next(piece, found);
        other.next(piece, found);
    }

    @Override
    public void end(Consumer<Finding> found) {
        one.end(found);
        other.end(found);
    }

    @Override
    public long clear() {
        return Math.min(one.clear(), other.clear());
    }

    @Override
    public long seen() {
        return Math.min(one.seen(), other.seen());
    }
}
