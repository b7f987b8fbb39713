/**
 * Who may call: keys that Sluice itself gives out, and tokens of an OpenID provider.
 *
 * <p>All keys are held in memory, so a call costs one lookup and one HMAC; the database behind them is read when it has
 * changed, off the event loops. A secret is known to whoever made it and to nobody else: what is kept is its keyed hash.
 * Nothing here writes a credential to a log, an error or a record.
 */
@NullMarked
package dev.sluice.plugins.access;

import org.jspecify.annotations.NullMarked;
