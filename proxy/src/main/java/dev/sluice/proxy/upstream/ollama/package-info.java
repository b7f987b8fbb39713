/** Ollama's own API. */
@NullMarked
package dev.sluice.proxy.upstream.ollama;

import org.jspecify.annotations.NullMarked;
