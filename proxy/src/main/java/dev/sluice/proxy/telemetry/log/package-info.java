/**
 * What is written to stdout: one line a call, and whatever else is worth telling; for people on a terminal, as JSON
 * elsewhere.
 *
 * <p>Event loops only queue: lines are formatted and written by threads of their own. Queues are bounded, and a reader that
 * is too slow costs lines, never calls. No prompt, no query and no credential is ever in a line of the access log.
 */
@NullMarked
package dev.sluice.proxy.telemetry.log;

import org.jspecify.annotations.NullMarked;
