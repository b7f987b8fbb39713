/**
 * What the load generator and the fixed upstream say to each other through the proxy under test: prepared bytes, and just
 * enough HTTP/1.1 to read them. Both ends must cost less than what is measured between them, so nothing here is general.
 */
@NullMarked
package dev.sluice.bench.wire;

import org.jspecify.annotations.NullMarked;
