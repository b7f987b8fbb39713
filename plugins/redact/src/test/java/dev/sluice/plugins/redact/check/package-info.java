/** Tests. */
@NullMarked
package dev.sluice.plugins.redact.check;

import org.jspecify.annotations.NullMarked;
