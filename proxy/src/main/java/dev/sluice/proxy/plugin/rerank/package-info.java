/** What stands between filters and the rerankers that plugins bring. */
@NullMarked
package dev.sluice.proxy.plugin.rerank;

import org.jspecify.annotations.NullMarked;
