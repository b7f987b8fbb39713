/**
 * What all replicas of a Sluice share, by what it is for: cached bytes, quotas, leases, logs, topics.
 *
 * <p>Where it is kept is the operator's choice: in the memory of one process, or in Redis. Both keep one contract.
 *
 * <h2>Threads</h2>
 *
 * Every method may be called on any thread. A future completes on the event loop that asked for it; asked for outside of the
 * event loops, on one of them or at once.
 *
 * <h2>Time</h2>
 *
 * There is one clock: that of the store. A replica whose own clock is wrong counts right. If the store's clock is set back,
 * nothing counts for longer than its window from then on.
 *
 * <h2>When it is away</h2>
 *
 * A store on the network can be slow, or gone. Every operation ends within the deadline of the config, and then does
 * what its {@link dev.sluice.api.state.Use} says: {@link dev.sluice.api.state.Use.Fallback}.
 *
 * <h2>Tenants</h2>
 *
 * Everything but a topic belongs to one tenant; what one tenant put there, no other can reach.
 */
@NullMarked
package dev.sluice.api.state;

import org.jspecify.annotations.NullMarked;
