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
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells what came of an attempt: an answer, a failure that another target may not have, or the caller's own mistake. */
final class Judge {

    /** What providers say, in whatever dialect, of a prompt that is too long. */
    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "context length",
            "context window",
            "prompt is too long",
            "input is too long",
            "too many tokens",
            "exceeds the maximum number of tokens",
            "maximum context");

    /** What providers say of a prompt that they refuse. */
    private static final List<String> REFUSED =
            List.of("content_policy", "content_filter", "content management policy", "safety system", "usage policies");

    /** What filters below this one say of an answer that is none, such as {@code structured} of one that does not meet its schema. */
    private static final Set<String> INVALID = Set.of("invalid_structured_output");

    /** What the host says of a call that cannot be said in the target's dialect. */
    private static final Set<String> UNSAID = Set.of("not_translatable", "dialect_mismatch");

    private final AnswerCheck check;
    private final Timers timers;

    Judge(AnswerCheck check, Timers timers) {
        this.check = check;
        this.timers = timers;
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
        String fault = check.fault(whole);
        Whole restored = check.restore(whole);
        return fault == null
                ? Verdict.answer(restored)
                : new Verdict(Future.succeededFuture(restored), Cause.INVALID_OUTPUT, fault, null);
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
            case 400, 413, 422 -> mistake(body.toLowerCase(Locale.ROOT));
            default -> status >= 500 ? Cause.ERROR : null;
        };
    }

    private static @Nullable Cause mistake(String body) {
        if (TOO_LONG.stream().anyMatch(body::contains)) {
            return Cause.CONTEXT_WINDOW;
        }
        return REFUSED.stream().anyMatch(body::contains) ? Cause.CONTENT_POLICY : null;
    }

    private static Future<Verdict> stream(Streamed streamed) {
        ReplyLens lens = streamed.endpoint().replyLens();
        if (lens == null || streamed.headers().contains("content-encoding")) {
            return streamed.begun().map(Verdict::answer);
        }
        AtomicReference<@Nullable ChatError> found = new AtomicReference<>();
        return streamed.peek(first -> found.set(FirstEvent.error(first, lens))).map(begun -> {
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
