package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;

/** What is logged. */
@Doc("What is logged.")
public record LogSettings(
        @Default("auto") @Doc("How lines look; auto is human on a terminal and json elsewhere.")
        Format format,

        @Default("info") @Doc("What is worth a line.") Level level,
        @Default("true") @Doc("One line per call.") boolean access) {

    /** How lines look. */
    public enum Format {
        /** As the reader needs them. */
        AUTO,
        /** For people. */
        HUMAN,
        /** For programs. */
        JSON
    }

    /** What is worth a line. */
    public enum Level {
        /** Failures only. */
        ERROR,
        /** What may need a hand. */
        WARN,
        /** What happened. */
        INFO,
        /** How it happened. */
        DEBUG
    }
}
