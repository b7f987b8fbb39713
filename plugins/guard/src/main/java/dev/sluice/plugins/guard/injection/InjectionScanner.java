package dev.sluice.plugins.guard.injection;

import dev.sluice.plugins.guard.scan.Finding;
import dev.sluice.plugins.guard.scan.Piece;
import dev.sluice.plugins.guard.scan.Scanner;
import java.util.function.Consumer;

/** Finds injection in a text that comes at once, as those on the way in do. */
public final class InjectionScanner implements Scanner {

    private final InjectionModel model;
    private final double threshold;

    /**
     * Makes one for one text.
     *
     * @param model judges it
     * @param threshold from which score on it is found
     */
    public InjectionScanner(InjectionModel model, double threshold) {
        this.model = model;
        this.threshold = threshold;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        if (piece.raw().isEmpty()) {
            return;
        }
        InjectionModel.Verdict verdict = model.judge(piece);
        if (verdict.score() >= threshold) {
            found.accept(new Finding(piece.at() + verdict.start(), piece.at() + verdict.end(), verdict.score(), ""));
        }
        for (String hidden : Hidden.in(piece.raw())) {
            double score = model.judge(hidden).score();
            if (score >= threshold) {
                found.accept(new Finding(piece.at(), piece.end(), score, "hidden"));
            }
        }
    }

    @Override
    public long clear() {
        return 0;
    }
}
