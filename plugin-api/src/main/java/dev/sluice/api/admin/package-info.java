/**
 * What a plugin shows to operators and lets them do: endpoints of the admin listener, and commands of {@code bin/sluice}.
 *
 * <p>Whoever gets here is the operator: the host has checked the admin token and the origin before a handler is called.
 */
@NullMarked
package dev.sluice.api.admin;

import org.jspecify.annotations.NullMarked;
