package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Window;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;

/** Asks for what is held to be held for another lease. */
final class Renew implements Operation {

    private final Held held;
    private final Duration lease;
    private final Promise<Boolean> promise = Promise.promise();

    Renew(Held held, Duration lease) {
        this.held = held;
        this.lease = lease;
    }

    Future<Boolean> renewed() {
        return promise.future();
    }

    @Override
    public void write(Batch batch) {
        batch.word("W").number(lease.toMillis()).number(held.charges().size());
        for (int i = 0; i < held.size(); i++) {
            Charge charge = held.charges().get(i);
            Window window = charge.limit().window();
            batch.account(held.account(i))
                    .number(held.until(i))
                    .number(charge.amount())
                    .word(window instanceof Window.Held ? "h" : "w")
                    .number(window.end(Instant.ofEpochMilli(held.reserved())).toEpochMilli());
        }
    }

    @Override
    public void read(Answer answer) {
        boolean all = answer.next() > 0;
        for (int i = 0; i < held.size(); i++) {
            held.until(i, answer.next());
        }
        promise.tryComplete(all);
    }

    @Override
    public void failed(StateUnavailableException why) {
        promise.tryFail(why);
    }
}
