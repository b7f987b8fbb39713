/**
 * Providers: one attempt of one call.
 *
 * <p>A provider is called on the call's event loop and answers there. It makes one attempt: trying again, elsewhere or
 * later, is for filters. Everything an attempt opens is tied to the call's {@link dev.sluice.api.Scope}, so that it is
 * closed whichever way the call ends.
 */
@NullMarked
package dev.sluice.proxy.upstream;

import org.jspecify.annotations.NullMarked;
