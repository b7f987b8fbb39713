package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One process' share of quotas, counted in its own memory while Redis is away: the limits divided by the number of replicas, and
 * what the others may use shown as spent. What is spent here is told to Redis when it is back.
 */
final class LocalShare implements Quotas {

    private final Quotas memory;
    private final RedisQuotas redis;
    private final int replicas;
    private final Supplier<Instant> clock;

    LocalShare(Quotas memory, RedisQuotas redis, int replicas, Supplier<Instant> clock) {
        this.memory = memory;
        this.redis = redis;
        this.replicas = replicas;
        this.clock = clock;
    }

    @Override
    public Future<Admission> reserve(List<Charge> charges, Duration lease) {
        List<Charge> shares = charges.stream()
                .map(charge -> share(charge.limit()).charge(charge.amount()))
                .toList();
        Instant now = clock.get();
        return memory.reserve(shares, lease).map(admission -> switch (admission) {
            case Admission.Refused refused -> new Admission.Refused(whole(refused.standings(), limits(charges)));
            case Admission.Granted granted ->
                new Admission.Granted(
                        new Shared(granted.hold(), charges, now), whole(granted.standings(), limits(charges)));
        });
    }

    @Override
    public Future<List<Standing>> look(List<Limit> limits) {
        return memory.look(limits.stream().map(this::share).toList()).map(standings -> whole(standings, limits));
    }

    private Limit share(Limit limit) {
        return replicas == 1
                ? limit
                : new Limit(limit.tenant(), limit.account(), part(limit.max()), limit.window(), limit.hard());
    }

    /** At least one: a limit below the number of replicas would otherwise refuse everything while Redis is away. */
    private long part(long max) {
        return max == 0 ? 0 : Math.max(1, max / replicas);
    }

    private static List<Limit> limits(List<Charge> charges) {
        return charges.stream().map(Charge::limit).toList();
    }

    private List<Standing> whole(List<Standing> shares, List<Limit> limits) {
        List<Standing> whole = new ArrayList<>(shares.size());
        for (int i = 0; i < limits.size(); i++) {
            Standing share = shares.get(i);
            long others = limits.get(i).max() - share.limit().max();
            whole.add(new Standing(
                    limits.get(i),
                    share.spent() + others,
                    share.reserved(),
                    share.fits(),
                    share.resetIn(),
                    share.retryIn()));
        }
        return whole;
    }

    /** Held here, and spent for all. */
    private final class Shared implements Hold {

        private final Hold hold;
        private final List<Charge> charges;
        private final Instant reserved;

        Shared(Hold hold, List<Charge> charges, Instant reserved) {
            this.hold = hold;
            this.charges = charges;
            this.reserved = reserved;
        }

        @Override
        public Future<Void> settle(List<Long> amounts) {
            redis.spend(charges, amounts, reserved);
            return hold.settle(amounts);
        }

        @Override
        public Future<Void> release() {
            return hold.release();
        }

        @Override
        public Future<Boolean> renew() {
            return hold.renew();
        }
    }
}
