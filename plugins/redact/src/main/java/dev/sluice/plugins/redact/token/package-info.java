/**
 * Tokens that stand for values, and the way back.
 *
 * <p>A token is made of the tenant's key, the conversation and the value, so that a value has the same token in every turn and on
 * every replica, and nobody without the key can make the token of a guessed value. The way back is a map that belongs to one
 * conversation of one tenant: a token that a user copies or makes up finds nothing but what that conversation has said.
 */
@NullMarked
package dev.sluice.plugins.redact.token;

import org.jspecify.annotations.NullMarked;
