package dev.sluice.proxy.telemetry;

import dev.sluice.api.Outcome;
import java.util.Locale;

/** What became of a call, in the one word that metrics and the access log share. */
public enum CallResult {
    /** It was answered. */
    OK,
    /** It failed, here or upstream. */
    ERROR,
    /** The client left first. */
    CANCELLED,
    /** Sluice would not serve it: it was wrong, not allowed, or too much. */
    REFUSED;

    private static final int CLIENT_LEFT = 499;
    private static final int OVERLOADED = 503;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Judges a call.
     *
     * @param end all that is known of it
     * @return one of the four
     */
    public static CallResult of(CallEnd end) {
        Outcome outcome = end.outcome();
        if (end.status() == CLIENT_LEFT || (outcome != null && outcome.end() == Outcome.End.CANCELLED)) {
            return CANCELLED;
        }
        if (outcome != null && outcome.end() == Outcome.End.FAILED) {
            return ERROR;
        }
        if (end.error() != null && isRefusal(end.status())) {
            return REFUSED;
        }
        return end.status() < 400 ? OK : ERROR;
    }

    /**
     * The word in metrics and logs.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }

    private static boolean isRefusal(int status) {
        return (status >= 400 && status < 500) || status == OVERLOADED;
    }
}
