/**
 * Whether a text that looks like an identifier can be one: check digits, calendars, number plans.
 *
 * <p>Checks are pure functions of one candidate, a few dozen characters long, and are called on any thread. A name in
 * {@link dev.sluice.plugins.redact.check.Checks} ties each to the entities that use it. The rules are those that the issuers
 * publish, of the Philippines and Nigeria those that Presidio has; where an issuer publishes none, there is no check.
 */
@NullMarked
package dev.sluice.plugins.redact.check;

import org.jspecify.annotations.NullMarked;
