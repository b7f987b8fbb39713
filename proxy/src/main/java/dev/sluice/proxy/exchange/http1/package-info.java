/**
 * A client of HTTP/1.1 (RFC 9112) for what a proxy asks of one: connections of one origin, kept by event loop, that carry one
 * exchange at a time.
 *
 * <p>Connections are opened by Vert.x, which resolves names and speaks TLS. From then on nothing is between the socket and the
 * exchange: a reply's bytes are parsed where they were read and copied once, a request is written as one piece.
 */
@NullMarked
package dev.sluice.proxy.exchange.http1;

import org.jspecify.annotations.NullMarked;
