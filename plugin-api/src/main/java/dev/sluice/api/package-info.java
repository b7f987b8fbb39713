/**
 * Calls, replies, and the filters between them: the whole of what a plugin sees of Sluice starts here.
 *
 * <h2>Threads</h2>
 *
 * A {@link dev.sluice.api.Call} lives on one event loop. Whatever a filter sees of it (its {@code apply}, the
 * completion of every {@link io.vertx.core.Future} that the host hands out for it, every text piece and every end
 * callback) runs on that loop, one at a time, so what belongs to one call needs no lock. A
 * {@link dev.sluice.api.Filter} instance is made once per generation and is called on several loops at once: its own
 * fields are either immutable or thread-safe, and state per loop comes from
 * {@link dev.sluice.api.plugin.PluginContext#perLoop}.
 *
 * <h2>Order</h2>
 *
 * A chain runs its filters in the order of the config: the first sees the call first and the reply last. The last
 * link is the host's: it sends the call to its target.
 *
 * <h2>Blocking</h2>
 *
 * An event loop serves thousands of calls; nothing that takes more than about 200 microseconds runs on it. Blocking
 * code extends {@link dev.sluice.api.BlockingFilter} or goes through
 * {@link dev.sluice.api.plugin.PluginContext#blocking}.
 *
 * <h2>Versions</h2>
 *
 * The API follows semver: a plugin says in its manifest what it was built against ({@code Plugin-Requires}), and is refused at
 * load, not at a call, where that does not fit. Before 1.0 every minor version may break: require
 * {@code >=0.1.0 & <0.2.0}. After it, within a major version: what is here stays; what plugins implement gains default methods only; a record
 * keeps its constructors; enums and sealed types may grow, so a switch over them has a default, and a filter that must look at
 * all texts lists the kinds that it leaves out and never those that it looks at. {@code chat}, {@code dialect}, {@code embed},
 * {@code state} and {@code admin} may still change in minor versions of 1.x. Vert.x's {@code Future}, {@code Buffer} and HTTP types are part of
 * the API: a new major version of Vert.x is one of the API.
 */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
