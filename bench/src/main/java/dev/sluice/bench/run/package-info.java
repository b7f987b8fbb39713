/**
 * What is measured, on whom, and in which order. All contestants are up at once and share one core; only one of them has work
 * at a time, and rounds are interleaved, so that what disturbs the machine disturbs all alike.
 */
@NullMarked
package dev.sluice.bench.run;

import org.jspecify.annotations.NullMarked;
