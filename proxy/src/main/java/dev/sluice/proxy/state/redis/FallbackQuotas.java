package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Limit.Charge;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Standing;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Use.Fallback;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Quotas that do what their use says while Redis is away. */
final class FallbackQuotas implements Quotas {

    private static final Future<Void> DONE = Future.succeededFuture();

    private final Quotas redis;
    private final Quotas share;
    private final Fallback fallback;
    private final Runnable meter;

    /**
     * Puts a fallback behind Redis.
     *
     * @param share this process' own share
     * @param meter is told of each time
     */
    FallbackQuotas(Quotas redis, Quotas share, Fallback fallback, Runnable meter) {
        this.redis = redis;
        this.share = share;
        this.fallback = fallback;
        this.meter = meter;
    }

    @Override
    public Future<Admission> reserve(List<Charge> charges, Duration lease) {
        return redis.reserve(charges, lease).map(this::guarded).recover(failure -> switch (away(failure)) {
            case FAIL -> Future.failedFuture(failure);
            case SKIP -> Future.succeededFuture(new Admission.Granted(new Uncounted(), List.of()));
            case LOCAL -> share.reserve(charges, lease);
        });
    }

    @Override
    public Future<List<Standing>> look(List<Limit> limits) {
        return redis.look(limits).recover(failure -> switch (away(failure)) {
            case FAIL -> Future.failedFuture(failure);
            case SKIP -> Future.succeededFuture(List.of());
            case LOCAL -> share.look(limits);
        });
    }

    private Fallback away(Throwable failure) {
        meter.run();
        return failure instanceof StateUnavailableException ? fallback : Fallback.FAIL;
    }

    private Admission guarded(Admission admission) {
        return fallback != Fallback.FAIL && admission instanceof Admission.Granted granted
                ? new Admission.Granted(new Patient(granted.hold()), granted.standings())
                : admission;
    }

    /** A hold in Redis whose user need not know whether Redis is there: what is to be settled is sent when it is back. */
    private record Patient(Hold hold) implements Hold {

        @Override
        public Future<Void> settle(List<Long> amounts) {
            return hold.settle(amounts).otherwiseEmpty();
        }

        @Override
        public Future<Void> release() {
            return hold.release().otherwiseEmpty();
        }

        @Override
        public Future<Boolean> renew() {
            return hold.renew().otherwise(true);
        }
    }

    /** Granted without counting. */
    private record Uncounted() implements Hold {

        @Override
        public Future<Void> settle(List<Long> amounts) {
            return DONE;
        }

        @Override
        public Future<Void> release() {
            return DONE;
        }

        @Override
        public Future<Boolean> renew() {
            return Future.succeededFuture(true);
        }
    }
}
