package dev.sluice.plugins.retrieve.stores;

/**
 * What is taken on.
 *
 * @param tenant what one tenant may keep
 * @param file bytes of the largest file
 * @param uploads bytes of all uploads that are being read
 */
public record Limits(Bounds tenant, long file, long uploads) {}
