/**
 * Streams as they come: chunks cut anywhere, framed into whole events.
 *
 * <p>A {@link dev.sluice.api.stream.Framing} belongs to one stream and is fed on that stream's event loop, in order. The
 * raw bytes of all frames, put together, are the stream's bytes; who forwards raw bytes never parses. Events are parsed
 * when they are first asked for, and are the same however the stream was cut. Chunks are read in place: nobody changes a
 * buffer after it was fed.
 */
@NullMarked
package dev.sluice.api.stream;

import org.jspecify.annotations.NullMarked;
