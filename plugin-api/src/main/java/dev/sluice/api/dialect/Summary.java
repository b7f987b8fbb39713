package dev.sluice.api.dialect;

import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says of itself.
 *
 * @param model the model that answered; null if it does not say
 * @param finishReason why the first choice ended, in the dialect's word; null if it does not say
 * @param usage tokens used, in its own words; null if it does not say
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
        Usage used = used(end, reply);
        BigDecimal cost = used == null ? null : reply.metering().cost(used);
        boolean assumed = cost != null && used != null && reply.metering().assumes(used);
        return new Outcome(end, reply.status(), finishReason, model, used, firstByte, total, error, cost, assumed);
    }

    /** Some providers tell as they go: what they have told when they are cut off is not all, unless the answer was. */
    private @Nullable Usage used(Outcome.End end, Reply reply) {
        Usage told = reply.metering().told(usage);
        boolean isAll = told != null && (end == Outcome.End.COMPLETED || finishReason != null);
        return isAll ? told : reply.metering().complete(told);
    }
}
