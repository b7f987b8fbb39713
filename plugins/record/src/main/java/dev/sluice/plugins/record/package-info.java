/**
 * The filter {@code record}: one line of JSON for every call.
 *
 * <p>A call is watched on its event loop, where nothing is parsed that the chain has not parsed, but for the text of
 * streams. When its scope has ended, what was seen is put together in an {@link dev.sluice.plugins.record.Entry} and queued.
 * One piece of blocking work at a time takes entries from the queue, reads and masks them, and appends their lines to a file.
 * So an entry is immutable, everything up to it stays on the loop, and everything after it is off the loop.
 */
@NullMarked
package dev.sluice.plugins.record;

import org.jspecify.annotations.NullMarked;
