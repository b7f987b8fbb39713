/**
 * Tells prompt injection from other text: phrases, and a linear model over hashed n-grams, per sentence and as a whole.
 *
 * <p>The model is trained in this repository ({@code bench/eval/injection --train}); {@code docs/guardrails.md} has what it finds and
 * where it fails. What is here is immutable and shared by all threads.
 */
@NullMarked
package dev.sluice.plugins.guard.injection;

import org.jspecify.annotations.NullMarked;
