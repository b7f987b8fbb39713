package dev.sluice.api.dialect;

import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says of itself.
 *
 * @param model the model that answered; null if it does not say
 * @param finishReason why the first choice ended, in the dialect's word; null if it does not say
 * @param usage tokens used; null if it does not say
 */
public record Summary(
        @Nullable String model,
        @Nullable String finishReason,
        @Nullable Usage usage) {

    /** A reply that says nothing. */
    public static final Summary NONE = new Summary(null, null, null);

    /**
     * Completes what a reply says of itself with what was seen of it.
     *
     * @param end how it ended
     * @param reply the reply; its stopwatch shows the total time
     * @param firstByte from the start to the first byte
     * @param error why it failed; null if it did not
     * @return the outcome
     */
    public Outcome outcome(Outcome.End end, Reply reply, Duration firstByte, @Nullable Throwable error) {
        Duration total = reply.stopwatch().elapsed();
        return new Outcome(end, reply.status(), finishReason, model, usage, firstByte, total, error);
    }
}
