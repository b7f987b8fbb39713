/**
 * Requests to providers and their replies, one at a time to a connection, over connections that are kept.
 *
 * <p>{@link dev.sluice.proxy.exchange.http1} is our own, for what nearly every call takes: HTTP/1.1 straight to the provider.
 * {@link dev.sluice.proxy.exchange.vertx} is Vert.x's client, for HTTP/2 and through proxies.
 */
@NullMarked
package dev.sluice.proxy.exchange;

import org.jspecify.annotations.NullMarked;
