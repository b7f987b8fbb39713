package dev.sluice.plugins.validate;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.json.JsonSyntaxException;
import io.vertx.core.Future;

/** Runs the checks on a call, and lets it go on if none found anything. */
final class ValidateFilter implements Filter {

    static final String NAME = "validate";

    private final Checks checks;
    private final ValidateConfig.Unreadable unreadable;

    ValidateFilter(Checks checks, ValidateConfig.Unreadable unreadable) {
        this.checks = checks;
        this.unreadable = unreadable;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Violations violations = violations(call);
        if (violations.isEmpty()) {
            return next.proceed(call);
        }
        call.journal().decide(new Decision(NAME, "refused", violations.codes()));
        return Future.failedFuture(violations.error());
    }

    private Violations violations(Call call) {
        Violations found = new Violations();
        try {
            checks.run(call, found, () -> unread(call, found));
        } catch (JsonSyntaxException e) {
            throw CallError.of(
                            CallError.Category.INVALID_REQUEST,
                            "invalid_json",
                            "Expected a JSON object as the request's body.")
                    .withCause(e);
        }
        return found;
    }

    /** A call without a body has nothing to check. */
    private void unread(Call call, Violations found) {
        if (call.body() instanceof Body.Bytes all && all.bytes().length() == 0) {
            return;
        }
        if (unreadable == ValidateConfig.Unreadable.PASS) {
            call.journal()
                    .decide(new Decision(
                            NAME,
                            "not-checked",
                            "the body of " + call.endpoint().name() + " cannot be read"));
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
