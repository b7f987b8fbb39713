/** Checks of what is shipped, made on the built files themselves. */
@NullMarked
package dev.sluice.distribution;

import org.jspecify.annotations.NullMarked;
