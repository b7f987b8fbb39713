package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.StateUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Asks for amounts to be held, all of one slot, or none of them. */
final class Reserve implements Operation {

    /** Times that a calendar may have moved on between asking and counting. */
    private static final int TRIES = 3;

    private final List<Charge> charges;
    private final List<String> accounts;
    private final Duration lease;
    private final Consumer<Reserve> again;
    private final Consumer<Held> unwanted;
    private final Promise<Verdict> promise = Promise.promise();
    private int tries;

    /**
     * What was answered.
     *
     * @param held null if it was refused
     * @param standings in the order of the charges
     */
    record Verdict(boolean granted, Held held, List<Standing> standings) {}

    /**
     * Prepares to ask.
     *
     * @param again asks once more
     * @param unwanted gives back what was granted too late for whoever asked
     */
    Reserve(
            List<Charge> charges,
            List<String> accounts,
            Duration lease,
            Consumer<Reserve> again,
            Consumer<Held> unwanted) {
        this.charges = charges;
        this.accounts = accounts;
        this.lease = lease;
        this.again = again;
        this.unwanted = unwanted;
    }

    Future<Verdict> verdict() {
        return promise.future();
    }

    @Override
    public void write(Batch batch) {
        batch.word("R").number(lease.toMillis()).number(charges.size());
        for (int i = 0; i < accounts.size(); i++) {
            Charge charge = charges.get(i);
            batch.account(accounts.get(i))
                    .number(charge.amount())
                    .number(charge.limit().max())
                    .word(charge.limit().hard() ? "1" : "0")
                    .window(charge.limit().window());
        }
    }

    @Override
    public void read(Answer answer) {
        long result = answer.next();
        if (result < 0) {
            moved();
            return;
        }
        long[] until = new long[charges.size()];
        List<Standing> standings = new ArrayList<>(until.length);
        for (int i = 0; i < until.length; i++) {
            standings.add(answer.standing(charges.get(i).limit()));
            until[i] = answer.next();
        }
        Held held = new Held(charges, accounts, answer.now(), until);
        if (!promise.tryComplete(new Verdict(result > 0, held, standings)) && result > 0) {
            unwanted.accept(held);
        }
    }

    @Override
    public void failed(StateUnavailableException why) {
        promise.tryFail(why);
    }

    private void moved() {
        if (++tries < TRIES) {
            again.accept(this);
        } else {
            failed(new StateUnavailableException("Expected Redis' clock to go on, found that it jumps.", null));
        }
    }
}
