/** A classifier that tells languages, by Apache OpenNLP. */
@NullMarked
package dev.sluice.plugins.classify.language;

import org.jspecify.annotations.NullMarked;
