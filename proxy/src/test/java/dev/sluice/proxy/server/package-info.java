/** The data plane, tested over real sockets. */
@NullMarked
package dev.sluice.proxy.server;

import org.jspecify.annotations.NullMarked;
