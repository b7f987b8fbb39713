/**
 * Embedding models of other servers, by the endpoint that OpenAI has and most others copy.
 *
 * <p>Everything here runs on event loops and waits for nothing; the host bounds how many requests are under way.
 */
@NullMarked
package dev.sluice.plugins.embed.http;

import org.jspecify.annotations.NullMarked;
