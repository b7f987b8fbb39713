package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import java.nio.file.Path;
import java.util.List;

/** Where plugin jars come from. */
@Doc("Where plugin jars come from.")
public record PluginSettings(
        @Doc("Folders beside the distribution's own plugins folder.")
        List<Path> folders,

        @Default("true") @Doc("Load jars that are added or replaced while serving.")
        boolean watch) {}
