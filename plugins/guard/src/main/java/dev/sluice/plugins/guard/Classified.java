package dev.sluice.plugins.guard;

import dev.sluice.api.CallError;
import dev.sluice.api.text.Channel;
import dev.sluice.plugins.guard.scan.Finding;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A rule whose judge is a model.
 *
 * @param name the rule's
 * @param action what it is recorded as doing: block, note, or either in shadow
 * @param blocks whether what it finds is refused
 * @param skipWhenDown whether texts pass unjudged when there is no answer
 * @param verdict what it says
 * @param log where it says why there was none
 */
record Classified(String name, String action, boolean blocks, boolean skipWhenDown, Verdict verdict, Logger log) {

    /** Judges a text: fails with what the client is told. */
    Future<Void> judge(String text, Report report) {
        if (text.isBlank()) {
            return Future.succeededFuture();
        }
        return verdict.on(text).recover(down -> unjudged(down, report)).compose(finding -> decide(finding, report));
    }

    /** As a judge of the channels of a reply. */
    Judge of(Set<Channel.Kind> channels, Report report) {
        return texts -> judge(joined(texts, channels), report);
    }

    private static String joined(Map<Channel, String> texts, Set<Channel.Kind> channels) {
        return texts.entrySet().stream()
                .filter(entry -> channels.contains(entry.getKey().kind()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
    }

    private Future<Void> decide(@Nullable Finding finding, Report report) {
        if (finding == null) {
            return Future.succeededFuture();
        }
        report.judged(name, action, finding.score(), finding.label());
        return blocks ? Future.failedFuture(report.blocked(name)) : Future.succeededFuture();
    }

    private Future<@Nullable Finding> unjudged(Throwable down, Report report) {
        log.warn("no answer from the classifier of the rule {}", name, down);
        if (skipWhenDown || !blocks) {
            report.unchecked(name, "no answer from its classifier");
            return Future.succeededFuture();
        }
        return Future.failedFuture(CallError.of(
                        CallError.Category.OVERLOADED,
                        "classifier_unavailable",
                        "Expected the classifier of the rule '" + name + "' to answer in time, found none. Try again.")
                .withCause(down));
    }
}
