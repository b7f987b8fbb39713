/**
 * When two texts ask the same, and where the one is found that was answered.
 *
 * <p>Vectors alone cannot tell: a text and its opposite are neighbours. So a cosine only says whom to look at, and
 * {@link dev.sluice.plugins.cache.semantic.Gates} say whether the answer to one text may be given to the other. Everything here is pure and knows no
 * calls; only the index has state, and is used on any thread.
 */
@NullMarked
package dev.sluice.plugins.cache.semantic;

import org.jspecify.annotations.NullMarked;
