package dev.sluice.plugins.redact;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.redact.replace.Redactor;
import dev.sluice.plugins.redact.token.Pseudonyms;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Redacts a call on its way down, and restores its reply on the way up. */
final class RedactFilter implements Filter {

    static final String NAME = "redact";

    /** Bodies above this size, in bytes, are scanned off the event loop: what is below takes some 100 microseconds. */
    private static final int ON_LOOP = 16 * 1024;

    /** The same for whole replies, in which tokens are looked for and little else. */
    private static final int ON_LOOP_REPLY = 64 * 1024;

    private final RedactConfig config;
    private final Tools tools;
    private final PluginContext context;
    private final Conversations conversations;

    RedactFilter(RedactConfig config, Tools tools, PluginContext context) {
        this.config = config;
        this.tools = tools;
        this.context = context;
        this.conversations = new Conversations(config.conversationHeader(), tools.keys());
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        if (isUnreadable(call.endpoint())) {
            if (config.unreadable() == RedactConfig.Unreadable.REFUSE) {
                return Future.failedFuture(unreadable(call.endpoint(), "replies"));
            }
            String reason = "the reply of " + call.endpoint().name() + " cannot be read";
            call.journal().decide(new Decision(NAME, "not-checked", reason));
        }
        int size = call.body() instanceof Body.Bytes body ? body.bytes().length() : 0;
        Future<Optional<PromptRedaction>> begun = size > ON_LOOP
                ? context.computing(call.scope(), size, () -> begin(call))
                : Future.succeededFuture(call).map(this::begin);
        return begun.compose(redaction -> redaction.isEmpty() ? unread(call, next) : read(redaction.get(), size, next));
    }

    /** Empty if there is nothing that can be read. */
    private Optional<PromptRedaction> begin(Call call) {
        try {
            return Optional.ofNullable(call.prompt())
                    .map(prompt -> new PromptRedaction(call, prompt, tools, conversations));
        } catch (JsonSyntaxException e) {
            throw CallError.of(
                            CallError.Category.INVALID_REQUEST,
                            "invalid_json",
                            "Expected a JSON object as the request's body.")
                    .withCause(e);
        }
    }

    private Future<Reply> read(PromptRedaction redaction, int size, Next next) {
        Future<PromptRedaction> named = redaction.recognise();
        return named.compose(ready -> size > ON_LOOP
                        ? context.computing(ready.original().scope(), size, () -> redacted(ready))
                        : Future.succeededFuture(redacted(ready)))
                .compose(call -> remembered(redaction).compose(done -> next.proceed(call)))
                .compose(reply -> answered(redaction, reply));
    }

    private Call redacted(PromptRedaction redaction) {
        try {
            return redaction.call();
        } catch (Redactor.BlockedException e) {
            redaction.original().journal().decide(new Decision(NAME, "refused", e.entity()));
            context.meters().counter("refused", "entity", e.entity()).increment();
            throw CallError.of(
                    CallError.Category.INVALID_REQUEST,
                    "personal_data_refused",
                    "Expected a prompt without " + e.entity() + ", found one with it. Leave it out and try again.");
        } catch (Pseudonyms.TooManyException e) {
            throw CallError.of(
                    CallError.Category.TOO_LARGE,
                    "too_much_personal_data",
                    "Expected at most " + Pseudonyms.MAX_VALUES
                            + " personal values in one call, found more. Send it in parts.");
        }
    }

    /** On the event loop again: the journal belongs to it. */
    private Future<Void> remembered(PromptRedaction redaction) {
        Call call = redaction.original();
        call.journal().maskWith(redaction.masking());
        if (!redaction.unseen().isEmpty()) {
            call.journal().decide(new Decision(NAME, "not-checked", redaction.unseen()));
        }
        Map<String, Integer> counts = redaction.counts();
        if (counts.isEmpty()) {
            return recalled(redaction);
        }
        String told = counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        call.journal().decide(new Decision(NAME, "redacted", told));
        counts.forEach((entity, count) ->
                context.meters().counter("redacted", "entity", entity).add(count));
        return recalled(redaction).onSuccess(done -> keep(redaction.pseudonyms()));
    }

    /** Only a model that was told of tokens in another call can know any that this call does not. */
    private Future<Void> recalled(PromptRedaction redaction) {
        return config.restore() && redaction.mayKnowOthers()
                ? tools.vault().recall(redaction.pseudonyms())
                : Future.succeededFuture();
    }

    private void keep(Pseudonyms pseudonyms) {
        tools.vault()
                .keep(pseudonyms)
                .onFailure(e -> context.logger().warn("tokens of a conversation were not kept: {}", e.toString()));
    }

    private Future<Reply> answered(PromptRedaction redaction, Reply reply) {
        int size = reply instanceof Whole whole ? whole.body().length() : 0;
        return size > ON_LOOP_REPLY
                ? context.computing(redaction.original().scope(), size, () -> changed(redaction, reply))
                : Future.succeededFuture(changed(redaction, reply));
    }

    private Reply changed(PromptRedaction redaction, Reply reply) {
        Reply screened = tools.plan().screensReplies() ? reply.mapText(redaction.screening(context.meters())) : reply;
        return config.restore() && !redaction.pseudonyms().isEmpty()
                ? screened.mapText(redaction.restoring())
                : screened;
    }

    private Future<Reply> unread(Call call, Next next) {
        boolean nothing = call.body() instanceof Body.Bytes all && all.bytes().length() == 0;
        if (!nothing && config.unreadable() == RedactConfig.Unreadable.REFUSE) {
            return Future.failedFuture(unreadable(call.endpoint(), "bodies"));
        }
        if (!nothing) {
            String reason = "the body of " + call.endpoint().name() + " cannot be read";
            call.journal().decide(new Decision(NAME, "not-checked", reason));
        }
        return next.proceed(call);
    }

    /** Whether replies would have to be looked at that cannot be. Lists of models say nothing. */
    private boolean isUnreadable(Endpoint endpoint) {
        return tools.plan().screensReplies()
                && endpoint.replyLens() == null
                && endpoint.operation() != Operation.LIST_MODELS;
    }

    private static CallError unreadable(Endpoint endpoint, String what) {
        return CallError.of(
                CallError.Category.INVALID_REQUEST,
                "unreadable_endpoint",
                "Expected an endpoint whose " + what + " can be searched for personal data, found " + endpoint.name()
                        + ". Use another route, or have the operator set 'unreadable: pass' for redact.");
    }
}
