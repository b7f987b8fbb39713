package dev.sluice.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended.
 *
 * @param reason the kind of end
 * @param stopSequence the sequence it ended at, where the dialect says it; else null
 */
public record Finish(Reason reason, @Nullable String stopSequence) {

    /** Kinds of ends. */
    public enum Reason {
        /** All was said. */
        STOP,
        /** A stop sequence came; dialects without a word for it say that all was said. */
        STOP_SEQUENCE,
        /** No more tokens were wanted. */
        LENGTH,
        /** No more tokens fit into the model's window. */
        CONTEXT_FULL,
        /** Tools are to be run. */
        TOOL_CALLS,
        /** The provider's filter cut it off. */
        SAFETY,
        /** The model would not answer. */
        REFUSAL,
        /** The provider wants to be asked again to go on. */
        PAUSE,
        /** The provider failed within it. */
        ERROR,
        /** Something else. */
        OTHER
    }

    /**
     * An end without a stop sequence.
     *
     * @param reason the kind of end
     * @return the end
     */
    public static Finish of(Reason reason) {
        return new Finish(reason, null);
    }
}
