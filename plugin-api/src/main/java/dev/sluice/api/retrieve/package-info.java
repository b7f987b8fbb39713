/**
 * Searching documents that lie elsewhere: in a search engine or a database that an operator has already, or that all replicas share.
 *
 * <p>A plugin brings a {@link dev.sluice.api.retrieve.RetrieverFactory}; the config gives names to retrievers; the host makes one when the
 * first filter {@linkplain dev.sluice.api.plugin.PluginContext#retriever asks} for it and shares it among all filters, over reloads
 * too while its config stays the same. Between the filters and the plugin's {@link dev.sluice.api.retrieve.Retriever} the host keeps its
 * {@linkplain dev.sluice.api.retrieve.Retriever.Limits limits}.
 *
 * <p>Whoever searches says for whom. A retriever makes that a condition of the search itself, of each of its halves; it never sieves what a search
 * has found.
 */
@NullMarked
package dev.sluice.api.retrieve;

import org.jspecify.annotations.NullMarked;
