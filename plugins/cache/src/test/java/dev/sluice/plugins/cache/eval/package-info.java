/** Measures the semantic cache on labelled pairs; run by {@code bench/eval/semantic-cache}, not by the build. */
@NullMarked
package dev.sluice.plugins.cache.eval;

import org.jspecify.annotations.NullMarked;
