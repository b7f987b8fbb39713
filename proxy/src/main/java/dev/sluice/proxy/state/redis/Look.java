package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.StateUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Asks how it stands with limits of one slot. */
final class Look implements Operation {

    private final List<Limit> limits;
    private final List<String> accounts;
    private final Promise<List<Standing>> promise = Promise.promise();

    Look(List<Limit> limits, List<String> accounts) {
        this.limits = limits;
        this.accounts = accounts;
    }

    Future<List<Standing>> standings() {
        return promise.future();
    }

    @Override
    public void write(Batch batch) {
        batch.word("L").number(limits.size());
        for (int i = 0; i < accounts.size(); i++) {
            batch.account(accounts.get(i))
                    .number(limits.get(i).max())
                    .window(limits.get(i).window());
        }
    }

    @Override
    public void read(Answer answer) {
        List<Standing> standings = new ArrayList<>(limits.size());
        for (Limit limit : limits) {
            standings.add(answer.standing(limit));
            answer.next();
        }
        promise.tryComplete(standings);
    }

    @Override
    public void failed(StateUnavailableException why) {
        promise.tryFail(why);
    }
}
