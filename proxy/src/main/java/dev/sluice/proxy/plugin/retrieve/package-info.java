/** What stands between filters and the retrievers that plugins bring. */
@NullMarked
package dev.sluice.proxy.plugin.retrieve;

import org.jspecify.annotations.NullMarked;
