package dev.sluice.plugins.record;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Watches a call go down and its reply come up, changes neither, and queues a record when the call's scope has ended.
 *
 * <p>It is the scope's end and not the reply's that counts, because only then the filters above are done, too: what they
 * noted in the journal is in the record. What is recorded of the bodies is what they are at this place of the chain.
 */
final class RecordFilter implements Filter {

    private final RecordConfig config;
    private final RecordQueue queue;
    private final Timers timers;

    RecordFilter(RecordConfig config, RecordQueue queue, Timers timers) {
        this.config = config;
        this.queue = queue;
        this.timers = timers;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        if (!queue.admits()) {
            return Future.failedFuture(full());
        }
        Draft draft = new Draft(call, config, timers);
        call.scope().onEnd(() -> queue.offer(draft.entry()));
        return next.proceed(call).map(draft::watch).onFailure(draft::failed);
    }

    private static CallError full() {
        return CallError.of(
                        CallError.Category.OVERLOADED,
                        "record_queue_full",
                        "Expected room to record this call, found none, and calls have to be recorded here. Try again later.")
                .withRetryAfter(Duration.ofSeconds(1));
    }
}
