/**
 * What is asked of models that search: vectors of texts, and documents in the order in which they fit. Like chats, they have
 * one neutral form, for calls whose provider speaks another dialect than their client; replies are always whole.
 *
 * <p>Values are immutable. Codecs are stateless and shared by all event loops.
 */
@NullMarked
package dev.sluice.api.retrieval;

import org.jspecify.annotations.NullMarked;
