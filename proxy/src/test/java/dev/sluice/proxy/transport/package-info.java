@NullMarked
package dev.sluice.proxy.transport;

import org.jspecify.annotations.NullMarked;
