package dev.sluice.plugins.validate;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * Has a classifier tell in which language the user's last message is. Asked only about calls in which nothing else is wrong.
 *
 * @param rules what is allowed
 * @param classifier tells languages
 * @param logger where it says why there was no answer
 */
record LanguageCheck(LanguageRules rules, Classifier classifier, Logger logger) {

    /** More of a text tells no more of its language. */
    private static final int ENOUGH = 2_000;

    /** Adds what is wrong. */
    Future<Void> on(Call call, Violations found) {
        Prompt prompt = call.prompt();
        List<Message> messages = prompt == null ? List.of() : prompt.messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return on(call, messages.get(i).text().strip(), "messages[" + i + "]", found);
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> on(Call call, String text, String place, Violations found) {
        if (text.length() < rules.minCharacters()) {
            return Future.succeededFuture();
        }
        String beginning = text.substring(0, Math.min(text.length(), ENOUGH));
        return classifier
                .classify(beginning)
                .map(judgements -> {
                    foreign(judgements).ifPresent(language -> found.add(violation(place, language)));
                    return (Void) null;
                })
                .recover(down -> unchecked(call, down));
    }

    private Optional<String> foreign(List<Judgement> judgements) {
        return judgements.stream()
                .max(Comparator.comparingDouble(Judgement::score))
                .filter(best -> best.score() >= rules.threshold())
                .map(Judgement::label)
                .filter(language -> !rules.allow().contains(language));
    }

    private Violation violation(String place, String language) {
        String allowed = String.join(", ", new TreeSet<>(rules.allow()));
        return new Violation(
                "language_not_allowed",
                place,
                "a text in one of the languages " + allowed,
                "one in " + language,
                "write in one of them");
    }

    private Future<Void> unchecked(Call call, Throwable down) {
        logger.warn("no answer from the classifier {}", rules.classifier(), down);
        if (rules.whenDown() == LanguageRules.WhenDown.SKIP) {
            call.journal()
                    .decide(new Decision(
                            ValidateFilter.NAME, "not-checked", "language: no answer from its classifier"));
            return Future.succeededFuture();
        }
        return Future.failedFuture(CallError.of(
                        CallError.Category.OVERLOADED,
                        "classifier_unavailable",
                        "Expected the language of this prompt to be told before it goes on, found nobody to do it. Try"
                                + " again.")
                .withCause(down));
    }
}
