/** Anthropic, and those who speak its wire API. */
@NullMarked
package dev.sluice.proxy.upstream.anthropic;

import org.jspecify.annotations.NullMarked;
