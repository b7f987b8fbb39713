/**
 * Classifiers that run elsewhere and are asked over HTTP.
 *
 * <p>{@link dev.sluice.plugins.classify.http.Service} sends one document and reads one; the rest knows the shapes of those documents.
 * Immutable, and called on any thread.
 */
@NullMarked
package dev.sluice.plugins.classify.http;

import org.jspecify.annotations.NullMarked;
