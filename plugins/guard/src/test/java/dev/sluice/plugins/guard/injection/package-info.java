/** Tests. */
@NullMarked
package dev.sluice.plugins.guard.injection;

import org.jspecify.annotations.NullMarked;
