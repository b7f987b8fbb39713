/**
 * Surviving: what is done when a target fails a call.
 *
 * <p>Everything here belongs to one call and runs on its event loop. An attempt is a fork of the call; whoever gives an attempt up
 * ends the fork's scope, and whoever does not return a reply cancels it. Nothing is tried again once the caller has a reply, which is
 * not before its first bytes are there.
 */
@NullMarked
package dev.sluice.plugins.route.survive;

import org.jspecify.annotations.NullMarked;
