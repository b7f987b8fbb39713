/** The sandbox's voice for the {@code openai} dialect: every field that its SDKs require, and no more. */
@NullMarked
package dev.sluice.proxy.upstream.sandbox.voice.openai;

import org.jspecify.annotations.NullMarked;
