/**
 * What every chat dialect can say in its own words, in one set of words: the ground on which calls are translated.
 *
 * <p>A {@link dev.sluice.api.chat.ChatRequest} is a conversation and how to go on with it. A reply is a run of
 * {@link dev.sluice.api.chat.ChatEvent}s; a {@link dev.sluice.api.chat.ChatReply} is their fold and unfolds to such a run
 * again. A dialect brings one {@link dev.sluice.api.chat.ChatCodec} an endpoint. What a dialect says and these words do
 * not, or the other way round, goes into {@link dev.sluice.api.chat.Losses}; nothing is lost without a line there.
 *
 * <p>Everything here is a value or a pure function; only a reader, a writer and the losses have state, for one call, on its
 * event loop. Same-dialect calls never come here: their bytes pass.
 *
 * <p>Normal form, which readers make and writers may rely on: instructions are turns of {@code SYSTEM} where they stand;
 * results of tools are in turns of {@code TOOL}, those that follow each other in one turn; no turn is without parts.
 */
@NullMarked
package dev.sluice.api.chat;

import org.jspecify.annotations.NullMarked;
