/**
 * Shared state in the memory of one process: all replicas there are, if there is one.
 *
 * <p>Every future it returns is complete. Quotas of one use are guarded by one lock, held for about a microsecond and never
 * while anything waits. Everything is bounded: the cache by bytes, the quotas by accounts.
 */
@NullMarked
package dev.sluice.proxy.state.memory;

import org.jspecify.annotations.NullMarked;
