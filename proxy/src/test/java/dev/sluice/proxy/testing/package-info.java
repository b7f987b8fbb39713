/**
 * A proxy over real sockets, with a provider that misbehaves as a test says and clients that see every byte.
 *
 * <p>Providers and clients block on virtual threads, so that a script reads in the order in which it happens; only the proxy
 * runs on event loops.
 */
@NullMarked
package dev.sluice.proxy.testing;

import org.jspecify.annotations.NullMarked;
