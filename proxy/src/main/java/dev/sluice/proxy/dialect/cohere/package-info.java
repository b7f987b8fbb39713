/** Cohere's API, version 2: chat, embeddings and reranking. */
@NullMarked
package dev.sluice.proxy.dialect.cohere;

import org.jspecify.annotations.NullMarked;
