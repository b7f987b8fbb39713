@NullMarked
package dev.sluice.proxy.exchange.http1;

import org.jspecify.annotations.NullMarked;
