/**
 * Answers calls that say the same with what was answered before.
 *
 * <p>What makes two calls the same is {@link dev.sluice.plugins.cache.CacheKey}; what may be kept is
 * {@link dev.sluice.plugins.cache.Keepable}. A reply is kept as the bytes that came, so a hit is the reply byte by byte. State per event
 * loop needs no lock; what loops share is {@link dev.sluice.plugins.cache.Flights}.
 */
@NullMarked
package dev.sluice.plugins.cache;

import org.jspecify.annotations.NullMarked;
