/** Cohere. */
@NullMarked
package dev.sluice.proxy.upstream.cohere;

import org.jspecify.annotations.NullMarked;
