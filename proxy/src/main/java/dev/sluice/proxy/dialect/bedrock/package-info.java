/**
 * The dialect of Amazon Bedrock's runtime: Converse, whose words are the same for every model, and InvokeModel, whose bodies
 * are each model family's own; of these, Anthropic's are read.
 *
 * <p>A reply's texts stand in channels by their block's place. Streams are binary messages ({@link
 * dev.sluice.proxy.dialect.bedrock.eventstream}); an event's type is its {@code :event-type}, or its {@code :exception-type}.
 */
@NullMarked
package dev.sluice.proxy.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
