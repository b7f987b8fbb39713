/**
 * Models that run in the process, by ONNX Runtime: embedders, and classifiers from a path.
 *
 * <p>A model runs one text at a time on each of its threads, and each thread computes alone. A quantised model finds the scale of its
 * numbers in the tensor that it is given, so texts that share a tensor would change each other's vectors: equal texts must have
 * equal vectors. Concurrent texts are therefore spread over threads, not over the rows of a tensor.
 *
 * <p>Means of tokens' vectors ({@link dev.sluice.plugins.embed.onnx.StaticFactory}) run the model once for each token, not for each text.
 *
 * <p>Native code is loaded once for each version of this jar, and stays until the process ends: a jar that is replaced while
 * serving leaves its classes behind.
 */
@NullMarked
package dev.sluice.plugins.embed.onnx;

import org.jspecify.annotations.NullMarked;
