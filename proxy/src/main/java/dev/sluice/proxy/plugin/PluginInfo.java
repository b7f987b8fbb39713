package dev.sluice.proxy.plugin;

import java.nio.file.Path;

/**
 * A plugin, for lists and messages.
 *
 * @param id unique among the plugins of a generation
 * @param version by its own counting
 * @param provider who made it; may be empty
 * @param description a sentence; may be empty
 * @param jar where the operator put it
 * @param fingerprint of the jar's bytes
 */
public record PluginInfo(
        String id, String version, String provider, String description, Path jar, String fingerprint) {}
