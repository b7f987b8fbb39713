package dev.sluice.api.state;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Bounds on how much may be used in a time, by all replicas together.
 *
 * <p>What is going to be used is reserved before, by an estimate, and settled afterwards, by what it really was. Reserved
 * and spent amounts count alike. Charges of one tenant are reserved together or not at all, in one step; those of several
 * tenants (a tenant's own, and a shared pool) tenant by tenant, and what was reserved is given back if a later one
 * refuses. So never more is granted than the limits say.
 */
public interface Quotas {

    /**
     * Reserves amounts.
     *
     * @param charges against which limits, and how much; no two of one account and window
     * @param lease for how long they are held unless settled or {@linkplain Hold#renew renewed}; 100 ms to a day
     * @return whether there was room for all of them
     */
    Future<Admission> reserve(List<Limit.Charge> charges, Duration lease);

    /**
     * Looks without reserving.
     *
     * @param limits which
     * @return how it stands with each, in their order; empty if the store is away
     */
    Future<List<Standing>> look(List<Limit> limits);
}
