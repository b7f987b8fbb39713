package dev.sluice.proxy.upstream.vertex;

import java.time.Duration;
import java.time.Instant;

/**
 * A token, and until when it is good.
 *
 * @param header as {@code authorization} has it
 * @param expires when it stops to be
 */
record Token(String header, Instant expires) {
    private static final Duration SPARE = Duration.ofSeconds(30);
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** Whether a call that is sent now can rely on it. */
    boolean isGood(Instant now) {
        return now.plus(SPARE).isBefore(expires);
    }

    /** Whether the next one should be asked for. */
    boolean isAging(Instant now) {
        return now.plus(EARLY).isAfter(expires);
    }

    @Override
    public String toString() {
        return "token until " + expires;
    }
}
