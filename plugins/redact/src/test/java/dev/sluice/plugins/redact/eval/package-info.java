/** Tests. */
@NullMarked
package dev.sluice.plugins.redact.eval;

import org.jspecify.annotations.NullMarked;
