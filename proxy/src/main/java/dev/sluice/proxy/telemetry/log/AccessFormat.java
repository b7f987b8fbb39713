package dev.sluice.proxy.telemetry.log;

/** Spells lines of the access log. For one thread. */
interface AccessFormat {

    /**
     * Spells one.
     *
     * @param out what is written later
     * @param line what to say
     */
    void append(StringBuilder out, AccessLine line);
}
