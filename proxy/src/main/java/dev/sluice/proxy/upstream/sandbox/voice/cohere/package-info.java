/** How the sandbox speaks the {@code cohere} dialect, beyond chats. */
@NullMarked
package dev.sluice.proxy.upstream.sandbox.voice.cohere;

import org.jspecify.annotations.NullMarked;
