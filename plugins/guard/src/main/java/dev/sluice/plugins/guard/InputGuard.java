package dev.sluice.plugins.guard;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for what goes to the model.
 *
 * @param watches look at texts, in order
 * @param classified judge them as a whole, after the others
 * @param refusesUnreadable whether a body that cannot be read is refused
 * @param context has what is large scanned off the event loop
 */
record InputGuard(
        List<InputWatch> watches, List<Classified> classified, boolean refusesUnreadable, PluginContext context) {

    /** What takes longer than an event loop may be held, at some 20 ns a byte. */
    private static final int LARGE = 32 << 10;

    /** A type that the client has named; it goes into the record, so it is a plain word. */
    private static final Pattern TEXTS = Pattern.compile("text/[A-Za-z0-9.+-]{1,40}");

    InputGuard {
        watches = List.copyOf(watches);
        classified = List.copyOf(classified);
    }

    /** The call as it goes on; a failure if a rule refuses it. */
    Future<Call> check(Call call, CallFacts facts, Report report) {
        int size = call.body() instanceof Body.Bytes all ? all.bytes().length() : 0;
        Future<Call> checked = size > LARGE
                ? context.computing(call.scope(), size, () -> new Scanned(call, facts))
                        .compose(scanned -> scanned.decide(report))
                : new Scanned(call, facts).decide(report);
        for (Classified rule : classified) {
            checked = checked.compose(
                    passed -> rule.judge(words(passed, facts), report).map(passed));
        }
        return checked;
    }

    private static String words(Call call, CallFacts facts) {
        Prompt prompt = call.prompt();
        StringBuilder words = new StringBuilder();
        if (prompt != null) {
            prompt.messages().stream()
                    .filter(message -> Set.of(Role.USER, Role.TOOL).contains(message.role()))
                    .forEach(message -> words.append(
                                    facts.saidByOthers(message.text()).strip())
                            .append('\n'));
        }
        return words.toString();
    }

    /** A call that was looked at; what was found is told on the call's event loop. */
    private final class Scanned {

        private final Call call;
        private final InputScan scan;
        private final Call passed;
        private final boolean readable;
        private final List<String> files;

        Scanned(Call call, CallFacts facts) {
            this.call = call;
            this.scan = new InputScan(watches, facts);
            boolean nothing = watches.isEmpty() && classified.isEmpty();
            Prompt prompt = nothing ? null : call.prompt();
            this.readable = nothing || prompt != null || isEmpty(call);
            this.passed = prompt == null ? call : call.withPrompt(scan.over(prompt));
            this.files = prompt == null ? List.of() : files(prompt);
        }

        Future<Call> decide(Report report) {
            if (!readable && refusesUnreadable) {
                return Future.failedFuture(CallError.of(
                        CallError.Category.INVALID_REQUEST,
                        "unreadable_body",
                        "Expected a body that this route's rules can look at, found one of "
                                + call.endpoint().name()
                                + ". Use an endpoint that takes messages, or have the operator set 'unreadable: pass'"
                                + " for guard."));
            }
            if (!readable) {
                report.unchecked("input", "the body of " + call.endpoint().name() + " cannot be read");
            }
            files.forEach(type -> report.unchecked("input", "a file of " + type + " in the body cannot be read"));
            for (InputScan.Hit hit : scan.hits()) {
                report.input(hit.rule(), hit.finding(), hit.role(), hit.text());
            }
            InputWatch blocking = scan.blocking();
            return blocking == null
                    ? Future.succeededFuture(passed)
                    : Future.failedFuture(report.blocked(blocking.name()));
        }

        /** The types of files of words whose bytes are in the body, encoded. */
        private static List<String> files(Prompt prompt) {
            return prompt.messages().stream()
                    .flatMap(message -> message.parts().stream())
                    .filter(part -> part instanceof Part.Media media && media.url() == null)
                    .map(part -> Objects.requireNonNullElse(((Part.Media) part).mediaType(), ""))
                    .filter(type -> TEXTS.matcher(type).matches())
                    .distinct()
                    .toList();
        }

        private static boolean isEmpty(Call call) {
            return call.body() instanceof Body.Bytes all && all.bytes().length() == 0;
        }
    }
}
