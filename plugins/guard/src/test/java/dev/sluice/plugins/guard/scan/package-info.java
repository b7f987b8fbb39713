/** Tests. */
@NullMarked
package dev.sluice.plugins.guard.scan;

import org.jspecify.annotations.NullMarked;
