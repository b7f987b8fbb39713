/**
 * Models that put passages in the order in which they answer a question: slower than a search, and better at it, so they are given what a
 * search found.
 *
 * <p>A plugin brings a {@link dev.sluice.api.rerank.RerankerFactory}; the config gives names to rerankers; the host makes one when the
 * first filter {@linkplain dev.sluice.api.plugin.PluginContext#reranker asks} for it and shares it among all filters, over reloads
 * too while its config stays the same. Between the filters and the plugin's {@link dev.sluice.api.rerank.Reranker} the host keeps its
 * {@linkplain dev.sluice.api.rerank.Reranker.Limits limits} and checks what comes back. A filter that gets no answer keeps the order that
 * it had.
 */
@NullMarked
package dev.sluice.api.rerank;

import org.jspecify.annotations.NullMarked;
