@NullMarked
package dev.sluice.proxy.exchange;

import org.jspecify.annotations.NullMarked;
