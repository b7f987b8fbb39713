package dev.sluice.plugins.guard;

import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Journal;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.text.Channel;
import dev.sluice.plugins.guard.scan.Finding;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was decided for one call: its journal, the meters, and if asked the client; never what was found, only where.
 *
 * <p>A text that a dialect repeats (the Responses API's {@code done} events) is told of once.
 */
final class Report {

    static final String HEADER = "x-sluice-guard";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z*][\\w.:/*-]*");

    private final Journal journal;
    private final Meters meters;
    private final Set<String> told = new HashSet<>(2);
    private final List<String> lines = new ArrayList<>(2);
    private @Nullable List<Runnable> later;

    Report(Journal journal, Meters meters) {
        this.journal = journal;
        this.meters = meters;
    }

    /** Does work off the event loop, to which the journal belongs: what is found there is told when it is done. */
    <T> Future<T> afar(PluginContext context, Scope scope, long size, Callable<T> work) {
        List<Runnable> kept = new ArrayList<>(2);
        later = kept;
        return context.computing(scope, size, work).onComplete(done -> {
            later = null;
            kept.forEach(Runnable::run);
        });
    }

    void input(InputWatch rule, Finding finding, Role role, int text) {
        tell(rule.name(), word(rule.action(), rule.shadow()), finding, word(role) + " text " + text);
    }

    void output(OutputWatch rule, Finding finding, Channel channel) {
        String place = word(channel.kind()) + " " + channel.choice() + "." + channel.part();
        tell(rule.name(), word(rule.action(), rule.shadow()), finding, place);
    }

    /** What a rule that judges texts as a whole has decided. */
    void judged(String rule, String action, double score, String label) {
        tell(rule, action, new Finding(0, 0, score, label), "the whole text");
    }

    /** What was not looked at must not pass for something that was. */
    void unchecked(String rule, String why) {
        journal.decide(new Decision(GuardFilter.NAME, "not-checked", rule + ": " + why));
        meters.counter("decisions", "rule", rule, "action", "not-checked").increment();
    }

    CallError blocked(String rule) {
        return CallError.of(
                CallError.Category.INVALID_REQUEST,
                "content_filter",
                "Expected content that this route's rules allow, found what the rule '" + rule
                        + "' refuses. Change the request, or ask the operator.");
    }

    /** The reply with a header that tells the client what was decided. */
    Reply onto(Reply reply) {
        return lines.isEmpty() ? reply : reply.withHeaders(reply.headers().with(HEADER, header()));
    }

    /** The same for what comes in the place of a reply. */
    Throwable ontoFailure(Throwable failure) {
        return failure instanceof CallError error && !lines.isEmpty() ? error.withHeader(HEADER, header()) : failure;
    }

    /** A list of structured fields (RFC 9651): the rule, and what it decided as parameters. */
    private String header() {
        return String.join(", ", lines);
    }

    private void tell(String rule, String action, Finding finding, String place) {
        if (later != null) {
            later.add(() -> tell(rule, action, finding, place));
            return;
        }
        String score = String.format(Locale.ROOT, "%.2f", finding.score());
        String label = finding.label().isEmpty() ? "" : " " + finding.label();
        String reason = rule + " " + score + label + " in " + place + " at " + finding.start() + "-" + finding.end();
        if (told.size() < Journal.MAX_ENTRIES && told.add(reason)) {
            journal.decide(new Decision(GuardFilter.NAME, action, reason));
            meters.counter("decisions", "rule", rule, "action", action).increment();
            lines.add(item(rule) + ";score=" + score + ";action=" + action + ";in=\"" + place + "\";at="
                    + finding.start() + "-" + finding.end() + ";us="
                    + journal.elapsed().toNanos() / 1_000);
        }
    }

    /** A rule may be called anything: what is no token is a string, and a header field is ASCII. */
    private static String item(String name) {
        return TOKEN.matcher(name).matches()
                ? name
                : '"' + name.replaceAll("[^ -~]", "?").replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }

    private static String word(Enum<?> action, boolean shadow) {
        return shadow ? "shadow-" + word(action) : word(action);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
