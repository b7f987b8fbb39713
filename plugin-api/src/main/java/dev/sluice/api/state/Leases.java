package dev.sluice.api.state;

import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Permits of which there are so many among all replicas, and which expire: one permit is a lock that no crash leaves locked. */
public interface Leases {

    /**
     * Tries to get a permit.
     *
     * @param tenant whose it is
     * @param name what it permits
     * @param permits how many there are
     * @param ttl for how long it is held unless released or renewed; 100 ms to a day
     * @return null if all of them are held
     */
    Future<@Nullable Lease> acquire(String tenant, String name, int permits, Duration ttl);

    /** A permit that is held. */
    interface Lease {

        /**
         * Holds it for another such time, from now on.
         *
         * @return whether it was still held; if not, another may hold it now
         */
        Future<Boolean> renew();

        /**
         * Gives it back. Has no effect after the first time.
         *
         * @return done
         */
        Future<Void> release();
    }
}
