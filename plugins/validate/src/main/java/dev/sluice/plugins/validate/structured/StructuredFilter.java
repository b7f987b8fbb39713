package dev.sluice.plugins.validate.structured;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.schema.Schemas;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Holds replies to the route's schema, or to their caller's. */
final class StructuredFilter implements Filter {

    static final String NAME = "structured";

    private final ReplyContract contract;
    private final @Nullable JsonSchema own;
    private final Schemas callers;

    StructuredFilter(ReplyContract contract, @Nullable JsonSchema own, Schemas callers) {
        this.contract = contract;
        this.own = own;
        this.callers = callers;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        if (own != null) {
            return contract.ask(call, next, own, true);
        }
        Prompt prompt = call.prompt();
        Obj asked = prompt == null ? null : prompt.parameters().responseSchema();
        if (asked == null) {
            return next.proceed(call);
        }
        return callers.compiled(asked)
                .recover(failure -> Future.failedFuture(
                        failure instanceof IllegalArgumentException wrong ? refused(wrong) : failure))
                .compose(schema -> contract.ask(call, next, schema, false));
    }

    private static CallError refused(IllegalArgumentException wrong) {
        return CallError.of(
                CallError.Category.INVALID_REQUEST, "invalid_schema", "Of the reply's schema: " + wrong.getMessage());
    }
}
