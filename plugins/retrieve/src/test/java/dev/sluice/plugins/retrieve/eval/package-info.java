/** Measurements on labelled collections that others made; run by {@code bench/eval}, not by the tests. */
package dev.sluice.plugins.retrieve.eval;
