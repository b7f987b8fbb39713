/**
 * Chains: filters in the order of the config, run with containment.
 *
 * <p>A {@link dev.sluice.proxy.chain.Chain} is immutable and shared by all event loops; each run of a filter on a call is a
 * {@link dev.sluice.proxy.chain.Visit} of its own, on the call's loop. A filter's refusal
 * ({@link dev.sluice.api.CallError}) passes; any other failure, a late answer included, is handled here as the filter's
 * {@code on-error} says, so that no filter can take down more than its own decision.
 */
@NullMarked
package dev.sluice.proxy.chain;

import org.jspecify.annotations.NullMarked;
