/**
 * The filter {@code guard}: looks for threats in what goes to the model and in what it answers.
 *
 * <p>A config's rules become watches, once, in {@link dev.sluice.plugins.guard.Rules}; a watch makes a
 * {@link dev.sluice.plugins.guard.scan.Scanner} for each text it looks at. On the way in
 * {@link dev.sluice.plugins.guard.InputScan} has whole texts. On the way out {@link dev.sluice.plugins.guard.GuardedText} lets text go as far
 * as its scanners are done with it, and {@link dev.sluice.plugins.guard.Gate} holds frames for those who judge texts as a whole.
 * All decisions go through {@link dev.sluice.plugins.guard.Report}. Watches are immutable and shared by all event loops; the rest
 * belongs to one call.
 */
@NullMarked
package dev.sluice.plugins.guard;

import org.jspecify.annotations.NullMarked;
