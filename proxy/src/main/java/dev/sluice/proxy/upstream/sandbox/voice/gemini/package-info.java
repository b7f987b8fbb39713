/** How the sandbox speaks the {@code gemini} dialect, beyond chats. */
@NullMarked
package dev.sluice.proxy.upstream.sandbox.voice.gemini;

import org.jspecify.annotations.NullMarked;
