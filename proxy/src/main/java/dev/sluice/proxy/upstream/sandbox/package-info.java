/**
 * The provider that is built in: answers offline, the same way each time, in every dialect that it has a voice for.
 *
 * <p>What a model says ({@code model}) and how a dialect spells it ({@code voice}) know nothing of each other's details: a
 * new model serves every dialect, a new dialect every model. No socket is opened; time comes from
 * {@link dev.sluice.api.plugin.Timers} alone, so that tests can hold it still.
 */
@NullMarked
package dev.sluice.proxy.upstream.sandbox;

import org.jspecify.annotations.NullMarked;
