/** Exchanges by Vert.x's own client. */
@NullMarked
package dev.sluice.proxy.exchange.vertx;

import org.jspecify.annotations.NullMarked;
