package dev.sluice.proxy.telemetry.log;

import dev.sluice.proxy.config.LogSettings;
import java.time.ZoneId;

/** How lines look. */
public enum LogStyle {
    /** For people who see colours. */
    COLOUR,
    /** For people. */
    PLAIN,
    /** For programs. */
    JSON;

    /**
     * Chooses a style.
     *
     * @param settings what the operator wants
     * @param terminal whether stdout is one
     * @return the style
     */
    public static LogStyle of(LogSettings settings, boolean terminal) {
        return switch (settings.format()) {
            case JSON -> JSON;
            case HUMAN -> terminal ? COLOUR : PLAIN;
            case AUTO -> terminal ? COLOUR : JSON;
        };
    }

    AccessFormat accessFormat(ZoneId zone) {
        return this == JSON ? new JsonAccess() : new HumanAccess(Paint.of(this), zone);
    }
}
