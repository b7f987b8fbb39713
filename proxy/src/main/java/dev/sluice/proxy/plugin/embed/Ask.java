package dev.sluice.proxy.plugin.embed;

/** One text to be embedded; equal asks have one answer. */
record Ask(Lane lane, String text) {}
