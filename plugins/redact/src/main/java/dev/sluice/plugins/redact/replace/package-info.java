/**
 * What is put in the place of something that was found.
 *
 * <p>Everything here belongs to one call and is used on one thread at a time. The same value is replaced with the same text
 * wherever it stands.
 */
@NullMarked
package dev.sluice.plugins.redact.replace;

import org.jspecify.annotations.NullMarked;
