package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.text.TextTransformer;
import dev.sluice.plugins.retrieve.ground.Checking.Policy;
import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.function.Consumer;

/**
 * Scores a text as it passes, each sentence when the next one begins. Under a policy that refuses, a sentence is held back until it
 * is scored; else nothing is.
 *
 * <p>A sentence ends at the last mark of its end that is followed by white space, and at a line break: these places do not depend on how
 * the text is cut.
 */
final class SentenceWatch implements TextTransformer {

    /** Longer sentences are scored in pieces, so that no more than this is held back. */
    private static final int LONGEST = 2_000;

    private final Grounding grounding;
    private final Policy policy;
    private final Consumer<Grounding> end;
    private final StringBuilder open = new StringBuilder();

    SentenceWatch(Evidence evidence, Policy policy, Consumer<Grounding> end) {
        this.grounding = new Grounding(evidence);
        this.policy = policy;
        this.end = end;
    }

    @Override
    public String next(String piece) {
        StringBuilder passed = new StringBuilder();
        piece.codePoints().forEach(point -> {
            open.appendCodePoint(point);
            if (ends(point) || open.length() >= LONGEST) {
                passed.append(open);
                close();
            }
        });
        return policy.blocks() ? passed.toString() : piece;
    }

    @Override
    public String end() {
        String rest = open.toString();
        close();
        end.accept(grounding);
        boolean unsupported = grounding.score() < policy.threshold();
        String notice = unsupported && !policy.notice().isEmpty() ? "\n\n" + policy.notice() : "";
        return policy.blocks() ? rest : notice;
    }

    private boolean ends(int point) {
        if (point == '\n') {
            return true;
        }
        int before = open.length() - 1 - Character.charCount(point);
        return Character.isWhitespace(point) && before >= 0 && ".!?…。！？".indexOf(open.charAt(before)) >= 0;
    }

    private void close() {
        Sentences.of(open.toString()).forEach(grounding::add);
        open.setLength(0);
        if (policy.blocks() && grounding.soFar() < policy.threshold()) {
            end.accept(grounding);
            throw Checking.refusal();
        }
    }
}
