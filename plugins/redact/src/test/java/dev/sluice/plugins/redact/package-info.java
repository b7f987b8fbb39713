/** Tests. */
@NullMarked
package dev.sluice.plugins.redact;

import org.jspecify.annotations.NullMarked;
