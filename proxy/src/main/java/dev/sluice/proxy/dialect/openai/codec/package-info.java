/**
 * What OpenAI's chats mean: codecs of chat completions, of responses and of completions.
 *
 * <p>Beside OpenAI's own fields they know those in which compatible servers agree and that nothing else can say: thinking in
 * {@code reasoning_content}, its signatures in {@code reasoning_details}, signatures of tool calls in {@code extra_content}.
 * These are read in requests and replies, and written in replies, where clients ignore what they do not know; a request to
 * a provider has OpenAI's fields alone.
 */
@NullMarked
package dev.sluice.proxy.dialect.openai.codec;

import org.jspecify.annotations.NullMarked;
