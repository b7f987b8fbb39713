/** Tests. */
@NullMarked
package dev.sluice.plugins.redact.detect;

import org.jspecify.annotations.NullMarked;
