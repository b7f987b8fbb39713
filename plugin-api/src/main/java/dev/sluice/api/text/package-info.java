/**
 * The text in replies, and how filters see and change it.
 *
 * <p>A reply carries text in channels: the content of the first choice, the arguments of its second tool call, and so on.
 * A filter looks at each channel through a {@link dev.sluice.api.text.TextTransformer}, one made per channel and reply,
 * and need not know whether the reply came whole or in pieces, nor in which dialect.
 */
@NullMarked
package dev.sluice.api.text;

import org.jspecify.annotations.NullMarked;
