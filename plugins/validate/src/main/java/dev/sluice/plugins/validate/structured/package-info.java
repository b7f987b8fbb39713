/**
 * The filter {@code structured}: holds replies to the JSON Schema of their route or of their caller.
 *
 * <p>{@link dev.sluice.plugins.validate.structured.JsonStream} reads a reply's text as it comes, repairs what can only be meant in one way,
 * and fails at the first character that no JSON can have there; {@link dev.sluice.plugins.validate.structured.StructuredText} checks the
 * document once it is there; {@link dev.sluice.plugins.validate.structured.ReplyContract} asks again. The same text is repaired the same way whole and
 * streamed.
 */
@NullMarked
package dev.sluice.plugins.validate.structured;

import org.jspecify.annotations.NullMarked;
