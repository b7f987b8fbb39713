/**
 * The embedder that filters share, between them and the plugin that brings it.
 *
 * <p>An {@link dev.sluice.proxy.plugin.embed.EmbeddingQueue} stands in front of one model. Its methods may be called on any thread and
 * return at once; results are delivered on the caller's event loop.
 */
@NullMarked
package dev.sluice.proxy.plugin.embed;

import org.jspecify.annotations.NullMarked;
