/** How the sandbox speaks the {@code ollama} dialect, beyond chats. */
@NullMarked
package dev.sluice.proxy.upstream.sandbox.voice.ollama;

import org.jspecify.annotations.NullMarked;
