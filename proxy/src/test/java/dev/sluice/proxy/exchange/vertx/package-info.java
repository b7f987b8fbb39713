@NullMarked
package dev.sluice.proxy.exchange.vertx;

import org.jspecify.annotations.NullMarked;
