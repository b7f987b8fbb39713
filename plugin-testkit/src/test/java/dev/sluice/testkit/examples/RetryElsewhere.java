package dev.sluice.testkit.examples;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import io.vertx.core.Future;
import java.util.List;

/** Tries the next target when one fails before its reply has begun. */
final class RetryElsewhere implements Filter {
    @Override
    public Future<Reply> apply(Call call, Next next) {
        return call.isRepeatable() && !call.candidates().isEmpty()
                ? attempt(call, next, call.candidates())
                : next.proceed(call);
    }

    private static Future<Reply> attempt(Call call, Next next, List<Target> targets) {
        Target target = targets.getFirst();
        List<Target> others = targets.subList(1, targets.size());
        Future<Reply> begun = next.proceed(call.withTarget(target)).compose(Reply::begun);
        return others.isEmpty()
                ? begun
                : begun.transform((reply, failure) -> {
                    if (!(failure == null ? isTransient(reply.status()) : isTransient(failure))) {
                        return begun;
                    }
                    if (reply != null) {
                        reply.cancel();
                    }
                    call.journal().decide(new Decision("retry", "retry", target + " failed"));
                    return attempt(call, next, others);
                });
    }

    private static boolean isTransient(int status) {
        return status == 429 || status >= 500;
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof CallError error
                && error.category() != CallError.Category.CANCELLED
                && isTransient(error.status());
    }
}
