/** Google's AI Studio. */
@NullMarked
package dev.sluice.proxy.upstream.gemini;

import org.jspecify.annotations.NullMarked;
