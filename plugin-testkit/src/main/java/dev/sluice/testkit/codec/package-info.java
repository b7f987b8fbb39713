/**
 * What a dialect's codec is tested with: samples of all that chats can say, and the laws that every codec keeps. A test class
 * implements {@link dev.sluice.testkit.codec.CodecContract}; whoever wants other samples takes {@link
 * dev.sluice.testkit.codec.RequestSamples} and {@link dev.sluice.testkit.codec.ReplySamples} by themselves.
 */
@NullMarked
package dev.sluice.testkit.codec;

import org.jspecify.annotations.NullMarked;
