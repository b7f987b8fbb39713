/** Tests of what is put in the place of what was found. */
@NullMarked
package dev.sluice.plugins.redact.replace;

import org.jspecify.annotations.NullMarked;
