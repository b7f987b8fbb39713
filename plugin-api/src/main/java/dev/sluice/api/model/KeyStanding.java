package dev.sluice.api.model;

import java.time.Duration;

/**
 * How one of a provider's keys stands.
 *
 * @param fingerprint tells it from others, and is of no use to whoever reads it
 * @param state whether it is used
 * @param restsFor how long it is left alone from now on; zero if it is ready
 */
public record KeyStanding(String fingerprint, State state, Duration restsFor) {

    /** Whether a key is used. */
    public enum State {
        /** It is used. */
        READY,
        /** It is at its limit, and rests. */
        LIMITED,
        /** The provider has refused it, and it is put aside. */
        REFUSED
    }
}
