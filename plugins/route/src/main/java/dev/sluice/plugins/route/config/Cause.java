package dev.sluice.plugins.route.config;

import dev.sluice.api.config.Doc;
import java.util.Locale;

/** Why an attempt gave no answer that the caller can use. */
@Doc("Why an attempt gave no answer that the caller can use.")
public enum Cause {
    @Doc(
            "The provider could not be reached, broke off, or failed (500 and above), in the first event of a stream, too.")
    ERROR,
    @Doc("The provider took too long.")
    TIMEOUT,
    @Doc("The provider's rate or quota is used up (429).")
    RATE_LIMIT,
    @Doc("The provider refuses the credentials (401, 403).")
    CREDENTIALS,
    @Doc("The prompt is too long for the model.")
    CONTEXT_WINDOW,
    @Doc("The provider refuses what the prompt says.")
    CONTENT_POLICY,
    @Doc("The provider speaks another API than the client, which cannot say what the call says.")
    TRANSLATION,
    @Doc(
            "There is an answer, but it fails a check: the cascade strategy's, or that of the filter structured below this one.")
    INVALID_OUTPUT;

    /** Whether the target is to blame, rather than the call: what counts against its health. */
    public boolean isFaultOfTarget() {
        return this == ERROR || this == TIMEOUT;
    }

    /** Whether the same target may do better a moment later. */
    public boolean mayPass() {
        return isFaultOfTarget() || this == RATE_LIMIT;
    }

    /** As in the config. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
