/**
 * Meaning as numbers: texts become vectors, and texts that mean the like become vectors that point the like way.
 *
 * <p>A plugin brings an {@link dev.sluice.api.embed.EmbedderFactory}; the config chooses one; the host loads it when the first
 * filter {@linkplain dev.sluice.api.plugin.PluginContext#embedder() asks} and shares it among all filters, over reloads too while its config stays the
 * same. Between the filters and the plugin's {@link dev.sluice.api.embed.Embedder} the host queues, puts texts of
 * concurrent calls into one batch, embeds equal texts once, remembers the last few queries, and checks what comes back.
 */
@NullMarked
package dev.sluice.api.embed;

import org.jspecify.annotations.NullMarked;
