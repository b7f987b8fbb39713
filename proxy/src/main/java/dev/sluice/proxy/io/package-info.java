/**
 * Between Vert.x's streams, which push, and {@link dev.sluice.api.stream.Source}, which is pulled.
 *
 * <p>Used on the event loop that the stream belongs to; back-pressure and cancellation go through in both directions.
 */
@NullMarked
package dev.sluice.proxy.io;

import org.jspecify.annotations.NullMarked;
