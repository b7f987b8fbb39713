/** A long mixed load with clients that leave, and a look at whether it left anything behind. */
@NullMarked
package dev.sluice.bench.soak;

import org.jspecify.annotations.NullMarked;
