/**
 * What is known of each target from the calls that went there: how fast, how busy, how healthy.
 *
 * <p>A target's state is shared by all event loops. Each class guards its own few numbers with its own monitor, holds it for some
 * nanoseconds and calls nobody from within, so no loop ever waits for another's work. Time is given as nanoseconds of
 * {@link dev.sluice.api.plugin.Timers#nanoTime}.
 */
@NullMarked
package dev.sluice.plugins.route.targets;

import org.jspecify.annotations.NullMarked;
