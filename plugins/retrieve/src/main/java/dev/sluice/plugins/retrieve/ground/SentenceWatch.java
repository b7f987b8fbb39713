package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.text.TextTransformer;
import dev.sluice.plugins.retrieve.ground.Checking.Policy;
import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.function.Consumer;

/**
 * Scores a text as it passes, each sentence when the next one begins. Under a policy that refuses, a sentence is held back until it
 * is scored; else nothing is.
 */
final class SentenceWatch implements TextTransformer {

    private final Grounding grounding;
    private final Policy policy;
    private final Consumer<Grounding> end;
    private final SentenceCutter cutter = new SentenceCutter();

    SentenceWatch(Grounding grounding, Policy policy, Consumer<Grounding> end) {
        this.grounding = grounding;
        this.policy = policy;
        this.end = end;
    }

    @Override
    public String next(String piece) {
        StringBuilder passed = new StringBuilder();
        for (String finished : cutter.next(piece)) {
            passed.append(finished);
            close(finished);
        }
        return policy.blocks() ? passed.toString() : piece;
    }

    @Override
    public String end() {
        String rest = cutter.rest();
        close(rest);
        end.accept(grounding);
        boolean unsupported = grounding.score() < policy.threshold();
        String notice = unsupported && !policy.notice().isEmpty() ? "\n\n" + policy.notice() : "";
        return policy.blocks() ? rest : notice;
    }

    private void close(String finished) {
        Sentences.of(finished).forEach(grounding::add);
        if (policy.blocks() && grounding.soFar() < policy.threshold()) {
            end.accept(grounding);
            throw Checking.refusal();
        }
    }
}
