/** Providers that speak OpenAI's wire API as it is. */
@NullMarked
package dev.sluice.proxy.upstream.openai;

import org.jspecify.annotations.NullMarked;
