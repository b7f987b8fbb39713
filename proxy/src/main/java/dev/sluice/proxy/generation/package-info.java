/**
 * Generations: everything that is made of one config, swapped as a whole.
 *
 * <p>A {@link dev.sluice.proxy.generation.Generation} is immutable and shared by all event loops. A call takes the current
 * one when it begins and keeps it to its end; an old one is closed when its last call has ended.
 */
@NullMarked
package dev.sluice.proxy.generation;

import org.jspecify.annotations.NullMarked;
