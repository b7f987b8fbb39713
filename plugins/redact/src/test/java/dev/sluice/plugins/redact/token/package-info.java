/** Tests. */
@NullMarked
package dev.sluice.plugins.redact.token;

import org.jspecify.annotations.NullMarked;
