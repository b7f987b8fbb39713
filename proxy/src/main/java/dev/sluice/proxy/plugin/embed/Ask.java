package dev.sluice.proxy.plugin.embed;

import dev.sluice.api.embed.Embedder.Purpose;

/** One text to be embedded; equal asks have one answer. */
record Ask(Purpose purpose, String text) {}
