package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Hold;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Amounts that are held in Redis. */
final class RedisHold implements Hold {

    private final RedisQuotas quotas;
    private final List<Held> held;
    private final List<List<Integer>> places;
    private final Duration lease;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile Future<Boolean> renewing = Future.succeededFuture(true);

    /**
     * Takes over what was granted.
     *
     * @param held slot by slot
     * @param places of the charges of each slot among all charges
     */
    RedisHold(RedisQuotas quotas, List<Held> held, List<List<Integer>> places, Duration lease) {
        this.quotas = quotas;
        this.held = held;
        this.places = places;
        this.lease = lease;
    }

    /** {@inheritDoc} A renewal that is under way moves what is held, so it ends first. */
    @Override
    public Future<Void> settle(List<Long> amounts) {
        if (!settled.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        List<List<Long>> all =
                places.stream().map(group -> RedisQuotas.pick(amounts, group)).toList();
        return renewing.isComplete()
                ? quotas.settle(held, all)
                : renewing.transform(renewed -> quotas.settle(held, all));
    }

    @Override
    public Future<Void> release() {
        int count = places.stream().mapToInt(List::size).sum();
        return settle(Collections.nCopies(count, 0L));
    }

    @Override
    public Future<Boolean> renew() {
        if (settled.get()) {
            return Future.succeededFuture(false);
        }
        renewing = quotas.renew(held, lease);
        return renewing;
    }
}
