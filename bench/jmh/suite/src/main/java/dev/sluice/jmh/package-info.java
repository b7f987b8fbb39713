/**
 * One class a hot path. A benchmark says in its first sentence which promise it watches; its inputs are of the sizes of
 * {@code bench/run}, and it reports allocation when run with {@code -prof gc}.
 */
@NullMarked
package dev.sluice.jmh;

import org.jspecify.annotations.NullMarked;
