/** Ollama's own API: chats and completions in lines of JSON, embeddings, and the models that a server has. */
@NullMarked
package dev.sluice.proxy.dialect.ollama;

import org.jspecify.annotations.NullMarked;
