package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.RetryAfter;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.choose.AnswerCheck;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.RouteConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells what came of an attempt: an answer, a failure that another target may not have, or the caller's own mistake. */
final class Judge {

    /** What filters below this one say of an answer that is none, such as {@code structured} of one that does not meet its schema. */
    private static final Set<String> INVALID = Set.of("invalid_structured_output");

    /** What the host says of a call that cannot be said in the target's dialect. */
    private static final Set<String> UNSAID = Set.of("not_translatable", "dialect_mismatch");

    /**
     * How long a stream may say only that it will say something; after that the caller has to hear that it lives, since what stands
     * between takes connections for dead that were silent for a minute.
     */
    private static final Duration COMMENTS = Duration.ofSeconds(15);

    private final AnswerCheck check;
    private final Timers timers;
    private final boolean shopsAround;
    private final Duration patience;

    /**
     * Makes one.
     *
     * @param check what an answer has to pass
     * @param timers the time
     * @param config whether content that one provider refuses is offered to another, since only then are answers looked at for it;
     *     and whether a deadline ends the wait for a stream
     */
    Judge(AnswerCheck check, Timers timers, RouteConfig config) {
        this.check = check;
        this.timers = timers;
        this.shopsAround = config.triesAgainAfter(Cause.CONTENT_POLICY);
        this.patience = config.deadlines().firstByte().isPositive() ? Duration.ZERO : COMMENTS;
    }

    /** The call as it is sent, so that there is what to judge by. */
    Call prepare(Call call) {
        return check.prepare(call);
    }

    /** Waits until a stream has begun, since before that nothing is lost by trying elsewhere. */
    Future<Verdict> hear(Reply reply) {
        return switch (reply) {
            case Whole whole -> Future.succeededFuture(whole(whole));
            case Streamed streamed when !streamed.isSuccess() -> Future.succeededFuture(status(streamed, ""));
            case Streamed streamed -> stream(streamed);
        };
    }

    /** What a failed future means. */
    static Verdict failure(Throwable failure) {
        if (!(failure instanceof CallError error)) {
            return Verdict.failed(failure, null, "failed inside", null);
        }
        Cause cause = switch (error.category()) {
            case UPSTREAM, INTERNAL -> INVALID.contains(error.code()) ? Cause.INVALID_OUTPUT : Cause.ERROR;
            case TIMEOUT -> Cause.TIMEOUT;
            case OVERLOADED, RATE_LIMITED -> Cause.RATE_LIMIT;
            case AUTHENTICATION, PERMISSION -> Cause.CREDENTIALS;
            case INVALID_REQUEST -> UNSAID.contains(error.code()) ? Cause.TRANSLATION : null;
            default -> null;
        };
        return Verdict.failed(failure, cause, error.code(), error.retryAfter());
    }

    private Verdict whole(Whole whole) {
        if (!whole.isSuccess()) {
            Obj body = whole.json();
            return status(whole, body == null ? "" : body.toString());
        }
        Whole restored = check.restore(whole);
        if (shopsAround && Signs.isFiltered(whole)) {
            return inadequate(restored, Cause.CONTENT_POLICY, "the provider ended it for its content");
        }
        String fault = check.fault(whole);
        return fault == null ? Verdict.answer(restored) : inadequate(restored, Cause.INVALID_OUTPUT, fault);
    }

    private static Verdict inadequate(Whole answer, Cause cause, String what) {
        return new Verdict(Future.succeededFuture(answer), cause, what, null);
    }

    private Verdict status(Reply reply, String body) {
        return new Verdict(
                Future.succeededFuture(reply),
                cause(reply.status(), body),
                "status " + reply.status(),
                RetryAfter.of(reply.headers(), timers.now()));
    }

    private static @Nullable Cause cause(int status, String body) {
        return switch (status) {
            case 401, 403 -> Cause.CREDENTIALS;
            case 408, 504 -> Cause.TIMEOUT;
            case 429 -> Cause.RATE_LIMIT;
            case 400, 413, 422 -> Signs.ofMistake(body);
            default -> status >= 500 ? Cause.ERROR : null;
        };
    }

    private Future<Verdict> stream(Streamed streamed) {
        ReplyLens lens = streamed.endpoint().replyLens();
        if (lens == null || streamed.headers().contains("content-encoding")) {
            return streamed.begun().map(Verdict::answer);
        }
        AtomicReference<@Nullable ChatError> found = new AtomicReference<>();
        return Beginning.of(streamed, patience, timers)
                .compose(begun -> begun.peek(first -> found.set(FirstEvent.error(first, lens))))
                .map(begun -> {
                    ChatError error = found.get();
                    return error == null ? Verdict.answer(begun) : broken(begun, error);
                });
    }

    /** A stream that begins with an error is one, whatever its status. */
    private static Verdict broken(Streamed begun, ChatError error) {
        Cause byStatus = cause(error.status(), error.code() + ' ' + error.message());
        Cause cause = byStatus == null && error.status() < 400 ? Cause.ERROR : byStatus;
        return new Verdict(Future.succeededFuture(begun), cause, "an error in the first event", error.retryAfter());
    }
}
