/**
 * The dialect of Anthropic's Messages API.
 *
 * <p>A message is a list of blocks. A reply's texts stand in channels by their block's place: the words of a text block, its
 * quotes, thinking, the input of a tool. The input is a JSON object in a whole reply and pieces of its text in a stream; in
 * both it goes through transformers as text.
 */
@NullMarked
package dev.sluice.proxy.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
