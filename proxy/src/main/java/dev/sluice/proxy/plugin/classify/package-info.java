/** What stands between filters and the classifiers that plugins bring. */
@NullMarked
package dev.sluice.proxy.plugin.classify;

import org.jspecify.annotations.NullMarked;
