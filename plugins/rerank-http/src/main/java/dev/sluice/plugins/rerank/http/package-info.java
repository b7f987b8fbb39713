/**
 * Rerankers of other servers, by the endpoint that Cohere has and most others copy.
 *
 * <p>Everything here runs on event loops and waits for nothing; the host bounds how many questions are under way.
 */
@NullMarked
package dev.sluice.plugins.rerank.http;

import org.jspecify.annotations.NullMarked;
