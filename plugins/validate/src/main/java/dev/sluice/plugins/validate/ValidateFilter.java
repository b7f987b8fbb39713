package dev.sluice.plugins.validate;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.structured.ReplyContract;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Runs the checks on a call, and lets it go on if none found anything; holds its reply to the contract, if that has one. */
final class ValidateFilter implements Filter {

    static final String NAME = "validate";

    /** A body larger than this is checked off the event loop; */
    private static final int LARGE = 64 << 10;

    /** one larger than this, if its tokens have to be counted, which takes some hundred times as long. */
    private static final int COUNTED = 512;

    private final Checks checks;
    private final ValidateConfig config;
    private final PluginContext context;
    private final @Nullable Promised promised;
    private final @Nullable LanguageCheck language;
    private final int most;

    /** What a route has promised of its replies. */
    record Promised(JsonSchema schema, ReplyContract contract) {}

    ValidateFilter(
            Checks checks,
            ValidateConfig config,
            PluginContext context,
            @Nullable Promised promised,
            @Nullable LanguageCheck language) {
        this.checks = checks;
        this.config = config;
        this.context = context;
        this.promised = promised;
        this.language = language;
        TokenRules tokens = config.messages().tokens();
        this.most = tokens.isEmpty() ? LARGE : Math.min(LARGE, Math.max(COUNTED, tokens.uncounted()));
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        int size = call.body() instanceof Body.Bytes all ? all.bytes().length() : 0;
        return size > most
                ? context.computing(call.scope(), size, () -> new Checked(call))
                        .compose(checked -> checked.proceed(next))
                : new Checked(call).proceed(next);
    }

    /** A call that was looked at; what was found is told on the call's event loop. */
    private final class Checked {

        private final Violations found = new Violations();
        private final Call call;
        private final Call passed;
        private final boolean readable;

        Checked(Call call) {
            this.call = call;
            try {
                readable = checks.run(call, found) || isEmpty(call);
                Prompt prompt = config.normalise() ? call.prompt() : null;
                passed = prompt == null ? call : call.withPrompt(Normaliser.over(prompt));
            } catch (JsonSyntaxException e) {
                throw CallError.of(
                                CallError.Category.INVALID_REQUEST,
                                "invalid_json",
                                "Expected a JSON object as the request's body.")
                        .withCause(e);
            }
        }

        Future<Reply> proceed(Next next) {
            if (!readable) {
                unread();
            }
            if (language == null || !found.isEmpty()) {
                return decided(next);
            }
            return language.on(call, found).compose(told -> decided(next));
        }

        private Future<Reply> decided(Next next) {
            if (!found.isEmpty()) {
                call.journal().decide(new Decision(NAME, "refused", found.codes()));
                return Future.failedFuture(found.error());
            }
            return promised == null
                    ? next.proceed(passed)
                    : promised.contract().ask(passed, next, promised.schema(), true);
        }

        private void unread() {
            if (config.unreadable() == ValidateConfig.Unreadable.PASS) {
                String reason = "the body of " + call.endpoint().name() + " cannot be read";
                call.journal().decide(new Decision(NAME, "not-checked", reason));
                return;
            }
            found.add(new Violation(
                    "unreadable_body",
                    "",
                    "a body whose contents can be checked",
                    "one of " + call.endpoint().name(),
                    "use an endpoint that takes messages"));
        }
    }

    /** A call without a body has nothing to check. */
    private static boolean isEmpty(Call call) {
        return call.body() instanceof Body.Bytes all && all.bytes().length() == 0;
    }
}
