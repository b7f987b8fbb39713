/**
 * The filter {@code validate}: refuses calls that ask for what the operator does not allow.
 *
 * <p>What the config asks for becomes a list of {@link dev.sluice.plugins.validate.Check}s, once, in
 * {@link dev.sluice.plugins.validate.Checks}; what it does not ask for is never looked at. Each check adds what it finds to
 * the {@link dev.sluice.plugins.validate.Violations} of one call, so that a client learns of all of it at once. Checks are
 * immutable and shared by all event loops; violations belong to one call. No message repeats text of a prompt.
 */
@NullMarked
package dev.sluice.plugins.validate;

import org.jspecify.annotations.NullMarked;
