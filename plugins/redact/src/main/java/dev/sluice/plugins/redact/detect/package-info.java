/**
 * Where personal data and secrets stand in a text.
 *
 * <p>What can be found is data: an entry for each entity in the files beside {@link dev.sluice.plugins.redact.detect.Catalogue},
 * with its patterns, its scores, the words that stand near it, and examples that a test runs. A scan looks at a text twice
 * without a regular expression: for {@linkplain dev.sluice.plugins.redact.detect.Cues literals} that patterns begin with,
 * and for {@linkplain dev.sluice.plugins.redact.detect.NumberRuns stretches with digits in them}. Only where one of them is,
 * patterns run, each in linear time, and each at most once over any stretch. Nothing here keeps state: everything is
 * immutable and is called on any thread.
 */
@NullMarked
package dev.sluice.plugins.redact.detect;

import org.jspecify.annotations.NullMarked;
