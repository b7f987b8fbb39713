/**
 * The sockets below Vert.x: which of the operating system's kinds is used, and when they write.
 *
 * <p>Everything but the choice itself runs on the event loop that a socket belongs to.
 */
@NullMarked
package dev.sluice.proxy.transport;

import org.jspecify.annotations.NullMarked;
