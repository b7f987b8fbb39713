/**
 * Dialects: which request belongs to which, and what their lenses share.
 *
 * <p>Everything here is immutable, shared by all event loops, and does no I/O. Lenses edit documents by copying the path
 * from the root to what they change; a value that did not change is the same object, so that its bytes stay what they
 * were.
 */
@NullMarked
package dev.sluice.proxy.dialect;

import org.jspecify.annotations.NullMarked;
