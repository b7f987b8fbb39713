/**
 * Wire APIs: what a dialect tells the host so that calls in it can be routed, read, rewritten, observed and answered.
 *
 * <p>A dialect is stateless and shared by all event loops; only an {@link dev.sluice.api.dialect.EventLens} has state, and
 * is made for one stream. Nothing here does I/O.
 */
@NullMarked
package dev.sluice.api.dialect;

import org.jspecify.annotations.NullMarked;
