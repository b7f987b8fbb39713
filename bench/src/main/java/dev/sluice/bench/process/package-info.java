/**
 * The processes of a run: started pinned to a core, measured through {@code /proc}, and ended with all their children
 * whichever way the run ends.
 */
@NullMarked
package dev.sluice.bench.process;

import org.jspecify.annotations.NullMarked;
