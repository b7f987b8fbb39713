package dev.sluice.plugins.classify.language;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Says in which languages a text may be, the likeliest first, by their ISO 639-1 codes; by ISO 639-3 where there is none. The score is
 * how likely one is beside its rival, the likeliest of the others: over a hundred languages, the model's own numbers are all small.
 *
 * @param model shared: only what reads it has state
 * @param limits how much is judged at a time
 * @param context has it done off the event loop
 */
record LanguageClassifier(LanguageDetectorModel model, Limits limits, PluginContext context) implements Classifier {

    private static final int MOST = 3;

    /** More tells no more. */
    private static final int ENOUGH = 2_000;

    private static final Map<String, String> SHORT = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toUnmodifiableMap(
                    code -> Locale.of(code).getISO3Language(), code -> code, (one, other) -> one));

    @Override
    public Future<List<Judgement>> classify(String text) {
        return context.blocking(() -> judged(text));
    }

    private List<Judgement> judged(String text) {
        String beginning = text.substring(0, Math.min(text.length(), ENOUGH));
        Language[] languages = new LanguageDetectorME(model).predictLanguages(beginning);
        List<Judgement> judgements = new ArrayList<>(MOST);
        for (int i = 0; i < MOST; i++) {
            double other = languages[i == 0 ? 1 : 0].getConfidence();
            double score = languages[i].getConfidence() / (languages[i].getConfidence() + other);
            judgements.add(Judgement.of(code(languages[i].getLang()), score, false, text));
        }
        return judgements;
    }

    /** Chinese is told by its script here: one language to those who ask. */
    private static String code(String language) {
        String macro = language.equals("cmn") ? "zho" : language;
        return SHORT.getOrDefault(macro, macro);
    }
}
