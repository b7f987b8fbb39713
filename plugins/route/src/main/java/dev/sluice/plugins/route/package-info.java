/**
 * The filter {@code route}: chooses the target of each call, and finds an answer when targets fail.
 *
 * <p>Choosing is an ordered list of targets ({@code choose}), surviving is proceeding more than once ({@code survive}); both draw on
 * what earlier calls have shown of each target ({@code target}).
 */
@NullMarked
package dev.sluice.plugins.route;

import org.jspecify.annotations.NullMarked;
