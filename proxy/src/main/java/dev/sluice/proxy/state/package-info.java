/**
 * Shared state behind {@code dev.sluice.api.state}: what its implementations have in common.
 *
 * <p>{@code memory} keeps it in this process, {@code redis} in a Redis that replicas share. Both are thread-safe, both keep
 * the contract that {@code StateContract} in the tests writes down.
 */
@NullMarked
package dev.sluice.proxy.state;

import org.jspecify.annotations.NullMarked;
