/** Azure OpenAI. */
@NullMarked
package dev.sluice.proxy.upstream.azure;

import org.jspecify.annotations.NullMarked;
