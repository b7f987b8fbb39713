/**
 * The data plane: from a client's request to a call, and from a reply to what the client reads.
 *
 * <p>A request is one {@link dev.sluice.proxy.server.Exchange}, on the event loop of its connection, from its header to its
 * last byte; it ends exactly once, however it ends, and with it everything that was opened for it.
 */
@NullMarked
package dev.sluice.proxy.server;

import org.jspecify.annotations.NullMarked;
