package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.StateUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/** What becomes of amounts that were held: so much was spent. Sent until Redis has acknowledged it. */
final class Settling {

    private final List<Entry> entries;
    private final Promise<Void> promise = Promise.promise();

    /**
     * One amount.
     *
     * @param account its key
     * @param until the moment until which it is held; 0 if it is not
     * @param held how much
     * @param end the moment until which what was spent counts
     * @param spent how much
     */
    record Entry(String account, long until, long held, long end, long spent) {}

    Settling(List<Entry> entries) {
        this.entries = entries;
    }

    /** Fails if it takes longer than the deadline; it is sent again all the same. */
    Future<Void> done() {
        return promise.future();
    }

    void write(Batch batch) {
        batch.word("S").number(entries.size());
        for (Entry entry : entries) {
            batch.account(entry.account())
                    .number(entry.until())
                    .number(entry.held())
                    .number(entry.end())
                    .number(entry.spent());
        }
    }

    void acknowledged() {
        promise.tryComplete();
    }

    void late(StateUnavailableException why) {
        promise.tryFail(why);
    }
}
