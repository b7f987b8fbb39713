package dev.sluice.proxy.state;

import dev.sluice.api.state.Admission;
import dev.sluice.api.state.Hold;
import dev.sluice.api.state.Leases;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Window;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Permits out of quotas: a permit is one, held, of a limit that remembers nothing.
 *
 * @param quotas where they are counted
 */
public record QuotaLeases(Quotas quotas) implements Leases {

    private static final Window HELD = new Window.Held();

    @Override
    public Future<@Nullable Lease> acquire(String tenant, String name, int permits, Duration ttl) {
        Limit limit = new Limit(tenant, name, permits, HELD, true);
        return quotas.reserve(List.of(limit.charge(1)), ttl)
                .map(admission -> admission instanceof Admission.Granted granted ? new Held(granted.hold()) : null);
    }

    private record Held(Hold hold) implements Lease {

        @Override
        public Future<Boolean> renew() {
            return hold.renew();
        }

        @Override
        public Future<Void> release() {
            return hold.release();
        }
    }
}
