/** The command that {@code bench/run} starts; the only place that prints. */
@NullMarked
package dev.sluice.bench.cli;

import org.jspecify.annotations.NullMarked;
