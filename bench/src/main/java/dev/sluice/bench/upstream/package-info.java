/**
 * The fixed upstream behind every proxy under test. One event loop, one handler a connection; a handler and all that it
 * holds live on that loop.
 */
@NullMarked
package dev.sluice.bench.upstream;

import org.jspecify.annotations.NullMarked;
