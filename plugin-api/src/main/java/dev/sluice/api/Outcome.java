package dev.sluice.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a reply ended.
 *
 * @param end how
 * @param status the HTTP status of the reply
 * @param finishReason the dialect's own word ({@code stop}, {@code length}, {@code tool_calls}, ...); null if none came
 * @param model the model that the provider says has answered; null if it did not say
 * @param usage the tokens used; null if the provider said nothing (before it was asked, or because the stream was cut)
 * @param firstByte from the start of the attempt to the first byte of the reply's body
 * @param total from the start of the attempt to its end
 * @param error why it failed; null unless {@code end} is {@link End#FAILED}
 */
public record Outcome(
        End end,
        int status,
        @Nullable String finishReason,
        @Nullable String model,
        @Nullable Usage usage,
        Duration firstByte,
        Duration total,
        @Nullable Throwable error) {

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
