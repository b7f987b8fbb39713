package dev.sluice.api;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a reply ended.
 *
 * @param end how
 * @param status the HTTP status of the reply
 * @param finishReason the dialect's own word ({@code stop}, {@code length}, {@code tool_calls}, ...); null if none came
 * @param model the model that the provider says has answered; null if it did not say
 * @param usage the tokens used; an {@linkplain Usage#estimated() estimate} if the provider said nothing, or was cut off before it had
 *     said all; null if there is none
 * @param firstByte from the start of the attempt to the first byte of the reply's body
 * @param total from the start of the attempt to its end
 * @param error why it failed; null unless {@code end} is {@link End#FAILED}
 * @param cost of the tokens in US dollars, exact; null where usage or price are not known
 * @param costAssumed whether the cost is that of usual service, since no price is known of {@linkplain Usage#tier() how} the call was
 *     served
 */
public record Outcome(
        End end,
        int status,
        @Nullable String finishReason,
        @Nullable String model,
        @Nullable Usage usage,
        Duration firstByte,
        Duration total,
        @Nullable Throwable error,
        @Nullable BigDecimal cost,
        boolean costAssumed) {

    /**
     * An outcome whose cost nobody had to assume.
     *
     * @param end how
     * @param status of the reply
     * @param finishReason the dialect's own word
     * @param model that has answered
     * @param usage the tokens used
     * @param firstByte from the start to the first byte
     * @param total from the start to the end
     * @param error why it failed
     * @param cost of the tokens
     */
    public Outcome(
            End end,
            int status,
            @Nullable String finishReason,
            @Nullable String model,
            @Nullable Usage usage,
            Duration firstByte,
            Duration total,
            @Nullable Throwable error,
            @Nullable BigDecimal cost) {
        this(end, status, finishReason, model, usage, firstByte, total, error, cost, false);
    }

    /**
     * An outcome whose cost is not known.
     *
     * @param end how
     * @param status of the reply
     * @param finishReason the dialect's own word
     * @param model that has answered
     * @param usage the tokens used
     * @param firstByte from the start to the first byte
     * @param total from the start to the end
     * @param error why it failed
     */
    public Outcome(
            End end,
            int status,
            @Nullable String finishReason,
            @Nullable String model,
            @Nullable Usage usage,
            Duration firstByte,
            Duration total,
            @Nullable Throwable error) {
        this(end, status, finishReason, model, usage, firstByte, total, error, null);
    }

    /** The three ways in which a reply ends. */
    public enum End {
        /** All of it came. */
        COMPLETED,
        /** The upstream, or a filter, broke it off, or its last events said that it had failed. */
        FAILED,
        /** Whoever asked did not want the rest. */
        CANCELLED
    }
}
