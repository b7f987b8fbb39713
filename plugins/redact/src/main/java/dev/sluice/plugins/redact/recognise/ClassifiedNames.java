package dev.sluice.plugins.redact.recognise;

import dev.sluice.api.CallError;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.plugins.redact.RedactConfig;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;

/** Has a classifier find names, a text at a time. */
public final class ClassifiedNames implements Recogniser {

    /** The most texts of one call that are asked about at once; the others wait for their turn. */
    private static final int AT_ONCE = 8;

    private final RedactConfig.Recogniser config;
    private final Classifier classifier;
    private final Logger logger;

    /**
     * Makes one.
     *
     * @param config what of its findings counts
     * @param classifier asked on every event loop
     * @param logger where it says why there was no answer
     */
    public ClassifiedNames(RedactConfig.Recogniser config, Classifier classifier, Logger logger) {
        this.config = config;
        this.classifier = classifier;
        this.logger = logger;
    }

    @Override
    public Future<Named> find(List<String> texts) {
        return ask(texts, 0, new ArrayList<>()).map(Named::new).recover(this::down);
    }

    private Future<List<Named.Name>> ask(List<String> texts, int from, List<Named.Name> found) {
        if (from >= texts.size()) {
            return Future.succeededFuture(found);
        }
        List<Future<Void>> asked = texts.subList(from, Math.min(texts.size(), from + AT_ONCE)).stream()
                .map(text -> ask(text, found))
                .toList();
        return Future.all(asked).compose(done -> ask(texts, from + AT_ONCE, found));
    }

    private Future<Void> ask(String text, List<Named.Name> found) {
        return classifier
                .classify(text)
                .map(judgements -> {
                    judgements.stream()
                            .filter(this::counts)
                            .map(each -> name(text, each))
                            .forEach(found::add);
                    return text;
                })
                .mapEmpty();
    }

    private boolean counts(Judgement judgement) {
        return judgement.score() >= config.threshold()
                && judgement.end() > judgement.start()
                && config.entities().contains(judgement.label());
    }

    private static Named.Name name(String text, Judgement judgement) {
        String entity = judgement.label().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Named.Name(entity, text.substring(judgement.start(), judgement.end()));
    }

    private Future<Named> down(Throwable cause) {
        if (config.onDown() == RedactConfig.OnDown.SKIP) {
            logger.warn("the recogniser did not answer, names were not looked for: {}", cause.toString());
            return Future.succeededFuture(Named.NONE);
        }
        return Future.failedFuture(CallError.of(
                        CallError.Category.OVERLOADED,
                        "recogniser_down",
                        "Expected names to be found before this call goes on, found nobody to do it. Try again later.")
                .withCause(cause));
    }
}
