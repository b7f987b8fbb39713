/** Trains and measures the injection model from the command line: see {@code bench/eval/injection}. */
@NullMarked
package dev.sluice.plugins.guard.cli;

import org.jspecify.annotations.NullMarked;
