/**
 * Google's Gemini API, as AI Studio and Vertex AI serve it.
 *
 * <p>The API reads {@code camelCase} and {@code snake_case} alike, and takes one object where it expects a list; whoever looks
 * for a field here asks {@link dev.sluice.proxy.dialect.gemini.Spelling}, so that no spelling gets past a filter.
 */
@NullMarked
package dev.sluice.proxy.dialect.gemini;

import org.jspecify.annotations.NullMarked;
