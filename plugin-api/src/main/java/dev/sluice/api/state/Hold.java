package dev.sluice.api.state;

import io.vertx.core.Future;
import java.util.List;

/**
 * Amounts that were reserved and are not yet spent. It expires after its lease, and what it held is free again then: so a
 * process that dies holds nothing for ever.
 */
public interface Hold {

    /**
     * Puts what was really used in the place of what was reserved. Has no effect after the first settling.
     *
     * @param amounts one for each charge, in their order; more than was reserved is counted as well
     * @return done; counted even if the hold had expired
     */
    Future<Void> settle(List<Long> amounts);

    /**
     * Gives all of it back: nothing was used. Has no effect after the first settling.
     *
     * @return done
     */
    Future<Void> release();

    /**
     * Holds it for another lease, from now on. Has no effect after settling.
     *
     * @return whether all was still held that its window had not ended; what has expired stays free
     */
    Future<Boolean> renew();
}
