/**
 * Shared state in a Redis that all replicas share: standalone, replicated, Sentinel or Cluster.
 *
 * <h2>Who does what</h2>
 *
 * Each event loop has a {@link dev.sluice.proxy.state.redis.Link}: one connection, on which commands are pipelined, each with a
 * deadline, behind a {@link dev.sluice.proxy.state.redis.Breaker}. What the loop wants counted within one turn goes out as one
 * script call ({@link dev.sluice.proxy.state.redis.Counter}), so the cost of a call falls as load rises. What fails here fails
 * with a {@link dev.sluice.api.state.StateUnavailableException}; the {@code Fallback} classes then do what the use says.
 *
 * <h2>Threads</h2>
 *
 * A link, its counters and its breaker belong to one event loop and are touched nowhere else. Everything else is thread-safe.
 *
 * <h2>Exactly once</h2>
 *
 * A reservation whose answer does not come is not asked for again: if it was made after all, it is released when the answer comes,
 * or ends with its lease. What was spent must not be lost: settlings are numbered, one batch of a loop is under way at a time, it
 * is sent again until it was acknowledged, and the script takes each number once.
 */
@NullMarked
package dev.sluice.proxy.state.redis;

import org.jspecify.annotations.NullMarked;
