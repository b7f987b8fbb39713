/**
 * How the sandbox speaks a dialect: one {@link dev.sluice.proxy.upstream.sandbox.voice.Voice} each, and what voices share.
 * Stateless; what has no end in memory (a stream) is made piece by piece as it is pulled.
 */
@NullMarked
package dev.sluice.proxy.upstream.sandbox.voice;

import org.jspecify.annotations.NullMarked;
