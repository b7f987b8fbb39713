/**
 * The load generator. All of it runs on one event loop, so nothing in here is shared between threads: a phase is started and
 * stopped, and its tally is read, on that loop. Every reply is checked; one that is not what was asked for is an error.
 */
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
