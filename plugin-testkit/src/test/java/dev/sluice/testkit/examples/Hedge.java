package dev.sluice.testkit.examples;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** Sends a call a second time when the first takes long to begin; what begins first is read, the other is cancelled. */
record Hedge(Timers timers, Duration patience) implements Filter {
    @Override
    public Future<Reply> apply(Call call, Next next) {
        return call.isRepeatable() ? race(call.fork(), call.fork(), next) : next.proceed(call);
    }

    private Future<Reply> race(Call first, Call second, Next next) {
        Promise<Reply> winner = Promise.promise();
        Promise<Void> late = Promise.promise();
        Future<Reply> one = next.proceed(first).compose(Reply::begun);
        Future<Reply> two = late.future().compose(slow -> next.proceed(second)).compose(Reply::begun);
        Timers.Timer timer = timers.after(patience, late::tryComplete);

        one.onSuccess(reply -> arrived(reply, winner, second));
        two.onSuccess(reply -> arrived(reply, winner, first));
        one.onFailure(late::tryFail); // What fails fast is not slow: then there is no second.
        one.onFailure(failure -> two.onFailure(winner::tryFail));
        return winner.future().onComplete(decided -> timer.cancel());
    }

    private static void arrived(Reply reply, Promise<Reply> winner, Call rival) {
        if (winner.tryComplete(reply)) {
            rival.scope().end(null);
        } else {
            reply.cancel();
        }
    }
}
