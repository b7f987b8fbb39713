package dev.sluice.plugins.guard.scan;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds that a text is in another language than it should be; decides by its first {@value #ENOUGH} folded characters, among the first
 * {@value #FAR} as they came.
 */
public final class LanguageScanner implements Scanner {

    private static final int ENOUGH = 240;
    private static final int FAR = 4096;

    private final Set<String> allowed;
    private final StringBuilder beginning = new StringBuilder();
    private boolean decided;

    /**
     * Makes one for one text.
     *
     * @param allowed ISO 639-1 codes
     */
    public LanguageScanner(Set<String> allowed) {
        this.allowed = allowed;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        if (!decided) {
            int count = 0;
            while (count < piece.count() && count < ENOUGH - beginning.length() && piece.origin(count) < FAR) {
                count++;
            }
            beginning.append(piece.folded(), 0, count);
            if (beginning.length() >= ENOUGH || piece.end() >= FAR) {
                decide(found);
            }
        }
    }

    @Override
    public void end(Consumer<Finding> found) {
        if (!decided) {
            decide(found);
        }
    }

    @Override
    public long clear() {
        return decided ? EVERYTHING : 0;
    }

    private void decide(Consumer<Finding> found) {
        decided = true;
        @Nullable String language = Languages.of(beginning);
        if (language != null && !allowed.contains(language)) {
            found.accept(Finding.sure(0, 1, language));
        }
    }
}
