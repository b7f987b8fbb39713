/**
 * Calls in one dialect to providers that speak another: the last step before a provider, so that filters see the client's
 * dialect alone.
 *
 * <p>What a dialect's documents mean is its {@link dev.sluice.api.chat.ChatCodec codec's} to say; here is only who reads,
 * who writes, what becomes of {@link dev.sluice.api.chat.Losses losses}, and what a client is told of a reply that makes no
 * sense. Everything runs on the call's event loop.
 */
@NullMarked
package dev.sluice.proxy.translate;

import org.jspecify.annotations.NullMarked;
