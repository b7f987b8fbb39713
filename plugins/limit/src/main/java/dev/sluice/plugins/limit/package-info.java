/**
 * The filter {@code limit}: bounds how much may be used, by whom, in what time.
 *
 * <p>The config becomes a list of {@link dev.sluice.plugins.limit.Rule}s. For each call, every rule that concerns it gives one
 * charge: what the call is expected to use. All charges are reserved at once, before anything is sent; when the reply
 * has ended, what it really used is put in their place; when there is none, they are given back. Counting is the shared
 * state's work, so all replicas count together.
 *
 * <p>A call's {@link dev.sluice.plugins.limit.Tab} belongs to its event loop. Everything else is immutable or thread-safe.
 */
@NullMarked
package dev.sluice.plugins.limit;

import org.jspecify.annotations.NullMarked;
